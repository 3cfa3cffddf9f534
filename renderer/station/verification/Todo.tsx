import type { RunView } from '../../../electron/ipc/rooms/verification.ts';
import { t } from './text.ts';

/** What somebody has to do, the gravest first; nothing where all is well. What only waits for another is left out. */
export function Todo({ entries }: { readonly entries: RunView['checks'] }) {
  const todo = [
    ...entries.filter(({ verdict }) => verdict === 'failure'),
    ...entries.filter(({ verdict }) => verdict === 'warning'),
  ];
  if (todo.length === 0) return null;
  return (
    <section className="verification__todo">
      <h3 className="subtitle">{t('verification.todo')}</h3>
      <ul>
        {todo.map(({ id, verdict, title, finding, cause, remedy, who }) => (
          <li key={id} data-verdict={verdict}>
            <p>
              <strong>
                {title} : {finding}
              </strong>
            </p>
            {cause && <p>{cause}</p>}
            {remedy && (
              <p>
                {remedy}
                {who && <span className="discreet"> ({t(`verification.who.${who}`)})</span>}
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
