import { type FormEvent, useId, useState } from 'react';
import type { Entry } from '../../../electron/directory/index.ts';
import type { DirectoryNumber, EntryContent } from '../../../electron/directory/rules/entry.ts';
import type { Failure } from '../../../electron/failures/index.ts';
import { Button } from '../../ui/Button.tsx';
import { stationBridge } from '../../ui/bridge.ts';
import { FailureAlert } from '../../ui/FailureAlert.tsx';
import { Field } from '../../ui/Field.tsx';
import { Panel } from '../shell/Panel.tsx';
import { kindIn, kinds } from './kinds.ts';
import { NumberFields } from './NumberFields.tsx';
import { t } from './text.ts';

interface EntryFormProps {
  /** The one to change; null for a new one. */
  readonly entry: Entry | null;
  readonly onClose: () => void;
  readonly onSaved: (saved: Entry) => void;
}

const blank: EntryContent = {
  name: '',
  kind: 'other',
  organisation: null,
  service: null,
  town: null,
  numbers: [{ kind: 'office', number: '' }],
  groups: [],
  remarkable: null,
};

/** Adds or changes an entry of this workstation. */
export function EntryForm({ entry, onClose, onSaved }: EntryFormProps) {
  const id = useId();
  const [draft, setDraft] = useState<EntryContent>(entry ?? blank);
  const [groups, setGroups] = useState(draft.groups.join(', '));
  const [tried, setTried] = useState(false);
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const change = (part: Partial<EntryContent>) => setDraft({ ...draft, ...part });
  const numbers = draft.numbers.filter(({ number }) => /\d/.test(number));
  const noName = tried && draft.name.trim() === '' ? t('form.noName') : null;
  const noNumber = tried && numbers.length === 0 ? t('form.noNumber') : null;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (pending || draft.name.trim() === '' || numbers.length === 0) return;
    setPending(true);
    const saved = await stationBridge.ask('directory.save', {
      id: entry?.id ?? null,
      content: contentOf(draft, numbers, groups),
    });
    setPending(false);
    if (saved.ok) onSaved(saved.value);
    else setFailure(saved.failure);
  };

  return (
    <Panel title={t(entry ? 'form.edit' : 'form.add')} size="small" onClose={onClose}>
      <form className="directory__form" noValidate onSubmit={(event) => void submit(event)}>
        <Field
          label={t('form.name')}
          problem={noName}
          data-first
          maxLength={200}
          value={draft.name}
          onChange={(event) => change({ name: event.target.value })}
        />
        <div className="fr-select-group">
          <label className="fr-label" htmlFor={`${id}-kind`}>
            {t('form.kind')}
          </label>
          <select
            id={`${id}-kind`}
            className="fr-select"
            value={draft.kind}
            onChange={(event) => change({ kind: kindIn(event.target.value) ?? 'other' })}
          >
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(`kind.${kind}`)}
              </option>
            ))}
          </select>
        </div>
        <NumberFields
          numbers={draft.numbers}
          problem={noNumber}
          onChange={(next) => change({ numbers: next })}
        />
        {(['organisation', 'service', 'town'] as const).map((key) => (
          <Field
            key={key}
            label={t(`form.${key}`)}
            problem={null}
            maxLength={200}
            value={draft[key] ?? ''}
            onChange={(event) => change({ [key]: event.target.value })}
          />
        ))}
        <Field
          label={t('form.groups')}
          hint={t('form.groupsHint')}
          problem={null}
          maxLength={400}
          value={groups}
          onChange={(event) => setGroups(event.target.value)}
        />
        <label className="directory__check">
          <input
            type="checkbox"
            checked={draft.remarkable !== null}
            onChange={(event) => change({ remarkable: event.target.checked ? '' : null })}
          />
          {t('form.remarkable')}
        </label>
        {draft.remarkable !== null && (
          <Field
            label={t('form.instruction')}
            hint={t('form.instructionHint')}
            problem={null}
            maxLength={500}
            value={draft.remarkable}
            onChange={(event) => change({ remarkable: event.target.value })}
          />
        )}
        {failure && <FailureAlert failure={failure} />}
        <div className="buttons">
          <Button type="submit" busy={pending}>
            {t(pending ? 'form.saving' : 'form.save')}
          </Button>
          <Button priority="secondary" onClick={onClose}>
            {t('form.cancel')}
          </Button>
        </div>
      </form>
    </Panel>
  );
}

/** What is typed, without what main adds to an entry and without what was left empty. */
function contentOf(draft: EntryContent, numbers: readonly DirectoryNumber[], groups: string): EntryContent {
  const { name, kind, organisation, service, town, remarkable } = draft;
  const named = groups.split(',').map((group) => group.trim());
  return {
    name,
    kind,
    organisation: organisation || null,
    service: service || null,
    town: town || null,
    numbers,
    groups: [...new Set(named.filter((group) => group !== ''))].slice(0, 20),
    remarkable,
  };
}
