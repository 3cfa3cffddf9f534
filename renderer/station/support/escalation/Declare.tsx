import { type FormEvent, useState } from 'react';
import type { Declared } from '../../../../electron/support/escalation/index.ts';
import { concernedFunctions, extents } from '../../../../electron/support/escalation/rules/choices.ts';
import { Button } from '../../../ui/Button.tsx';
import { stationBridge } from '../../../ui/bridge.ts';
import { Choices } from '../../../ui/Choices.tsx';
import { Field } from '../../../ui/Field.tsx';
import { Select } from '../../../ui/Select.tsx';
import type { useAsking } from '../../../ui/use-intent.ts';
import { t } from './text.ts';
import { clockText, lastTimeAt } from './times.ts';

/** Four choices, all filled in but one: a night has no time for a form. */
export function Declare({ asking }: { readonly asking: ReturnType<typeof useAsking> }) {
  const [declared, setDeclared] = useState<Omit<Declared, 'startedAt'>>({
    severity: 'major',
    concerned: 'portal',
    extent: 'all',
  });
  const [since, setSince] = useState(() => clockText(Date.now()));
  const [problem, setProblem] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const startedAt = lastTimeAt(since, Date.now());
    setProblem(startedAt === null ? t('declare.startedAtWrong') : null);
    if (startedAt === null) return;
    void asking.run(() => stationBridge.ask('escalation.declare', { ...declared, startedAt }));
  };
  return (
    <form className="escalation__declare" onSubmit={submit}>
      <h3>{t('declare.title')}</h3>
      <p className="discreet">{t('declare.hint')}</p>
      <Choices
        legend={t('declare.severity')}
        name="severity"
        selected={declared.severity}
        options={(['major', 'other'] as const).map((severity) => ({
          id: severity,
          title: t(`severity.${severity}`),
          detail: t(`severity.${severity}Detail`),
        }))}
        onSelect={(chosen) => setDeclared({ ...declared, severity: chosen === 'major' ? 'major' : 'other' })}
      />
      <div className="escalation__fields">
        <Select
          label={t('declare.concerned')}
          problem={null}
          options={concernedFunctions.map((one) => ({ id: one, text: t(`concerned.${one}`) }))}
          selected={declared.concerned}
          onSelect={(concerned) => setDeclared({ ...declared, concerned })}
        />
        <Select
          label={t('declare.extent')}
          problem={null}
          options={extents.map((one) => ({ id: one, text: t(`extent.${one}`) }))}
          selected={declared.extent}
          onSelect={(extent) => setDeclared({ ...declared, extent })}
        />
        <Field
          label={t('declare.startedAt')}
          hint={t('declare.startedAtHint')}
          problem={problem}
          value={since}
          maxLength={5}
          autoComplete="off"
          onChange={({ target }) => setSince(target.value)}
        />
      </div>
      <p className="discreet">{t('declare.byPhone')}</p>
      <div className="buttons">
        <Button type="submit" priority="secondary" busy={asking.pending}>
          {t(`declare.submit.${declared.severity}`)}
        </Button>
      </div>
    </form>
  );
}
