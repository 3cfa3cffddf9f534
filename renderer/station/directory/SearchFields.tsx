import { useEffect, useId, useRef } from 'react';
import type { DirectorySummary } from '../../../native/records/directory/operations.ts';
import { kindIn, kinds } from './kinds.ts';
import { count, t } from './text.ts';
import type { Wanted } from './use-directory.ts';

interface SearchFieldsProps {
  readonly wanted: Wanted;
  readonly groups: DirectorySummary['groups'];
  readonly onChange: (wanted: Wanted) => void;
}

/** What is looked for: words or digits, and two filters. */
export function SearchFields({ wanted, groups, onChange }: SearchFieldsProps) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <div className="directory__fields">
      <div className="directory__text">
        <label className="fr-label" htmlFor={id}>
          {t('directory.search')}
          <span className="fr-hint-text" id={`${id}-hint`}>
            {t('directory.searchHint')}
          </span>
        </label>
        <input
          ref={field}
          id={id}
          className="fr-input directory__field"
          type="search"
          maxLength={100}
          spellCheck={false}
          autoComplete="off"
          aria-describedby={`${id}-hint`}
          value={wanted.text}
          onChange={(event) => onChange({ ...wanted, text: event.target.value })}
        />
      </div>
      <div>
        <label className="fr-label" htmlFor={`${id}-kind`}>
          {t('directory.kind')}
        </label>
        <select
          id={`${id}-kind`}
          className="fr-select"
          value={wanted.kind ?? ''}
          onChange={(event) => onChange({ ...wanted, kind: kindIn(event.target.value) })}
        >
          <option value="">{t('directory.all')}</option>
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {t(`kind.${kind}`)}
            </option>
          ))}
        </select>
      </div>
      <div>
        <label className="fr-label" htmlFor={`${id}-group`}>
          {t('directory.group')}
        </label>
        <select
          id={`${id}-group`}
          className="fr-select"
          value={wanted.group ?? ''}
          onChange={(event) => onChange({ ...wanted, group: event.target.value || null })}
        >
          <option value="">{t('directory.allGroups')}</option>
          {groups.map(({ name, entries }) => (
            <option key={name} value={name}>
              {t('directory.groupCount', { group: name, count: count(entries) })}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
}
