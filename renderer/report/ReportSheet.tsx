import { useEffect } from 'react';
import type { RunView } from '../../electron/ipc/rooms/verification.ts';
import { Points } from './Points.tsx';
import { Todo } from './Todo.tsx';
import { t, words } from './text.ts';

interface ReportSheetProps {
  readonly run: RunView;
  /** It is in the page, its letters not yet. */
  readonly onLaidOut: () => Promise<void>;
}

const dateFormat = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeStyle: 'short' });

/** A run on paper: how the workstation is, what to do first, then every point. */
export function ReportSheet({ run, onLaidOut }: ReportSheetProps) {
  useEffect(() => void onLaidOut(), [onLaidOut]);
  const { site, environment, version, verdict, complete, counts, changes } = run;
  const date = dateFormat.format(new Date(run.date));
  return (
    <main className="sheet">
      <h1>{t('title')}</h1>
      <p>{t('header', { site, environment, version, date })}</p>
      <div className="sheet__verdict" data-verdict={verdict}>
        <p className="sheet__sentence">{words.verdict[verdict]}</p>
        {!complete && <p>{t('partial')}</p>}
        <p>{t('counts', { ...counts, none: counts['not-applicable'] })}</p>
        {changes.map((change) => (
          <p key={change}>{change}</p>
        ))}
      </div>
      <Todo checks={run.checks} />
      <Points checks={run.checks} />
      <div className="sheet__end">
        <p>{t('fingerprint', { fingerprint: run.fingerprint })}</p>
        <p className="sheet__whole">{run.id}</p>
        <p>{t('impersonal')}</p>
      </div>
    </main>
  );
}
