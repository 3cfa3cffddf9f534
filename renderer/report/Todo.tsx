import type { RunView } from '../../electron/ipc/rooms/verification.ts';
import { tied } from '../ui/text.ts';
import { t, words } from './text.ts';

/** What somebody has to do, the gravest first; what only waits for another point is left out. */
export function Todo({ checks }: Pick<RunView, 'checks'>) {
  const todo = [
    ...checks.filter(({ verdict }) => verdict === 'failure'),
    ...checks.filter(({ verdict }) => verdict === 'warning'),
  ];
  if (todo.length === 0) return null;
  return (
    <section>
      <h2>{t('first')}</h2>
      <ol className="sheet__todo">
        {todo.map(({ id, title, finding, verdict, cause, remedy, who }) => (
          <li key={id} data-verdict={verdict}>
            <p>
              <strong>{tied(`${title} : ${finding}`)}</strong>
            </p>
            <p>{tied(cause ?? '')}</p>
            <p>{tied(remedy ?? '')}</p>
            {who && <p className="sheet__who">{`${t('by')} ${words.who[who]}`}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}
