import type { RunView } from '../../electron/ipc/rooms/verification.ts';
import { tied } from '../ui/text.ts';
import { t, words } from './text.ts';

type Point = RunView['checks'][number];

/** Every point by group: what was seen and expected; of one that is not well, why and what to do. */
export function Points({ checks }: Pick<RunView, 'checks'>) {
  return (
    <section>
      <h2>{t('all')}</h2>
      <table className="sheet__points">
        <thead>
          <tr>
            <th scope="col">{t('point')}</th>
            <th scope="col">{t('state')}</th>
            <th scope="col">{t('seen')}</th>
            <th scope="col">{t('wanted')}</th>
          </tr>
        </thead>
        {checks.map((check, index) => (
          <PointRows key={check.id} point={check} isFirst={check.group !== checks[index - 1]?.group} />
        ))}
      </table>
    </section>
  );
}

interface PointRowsProps {
  readonly point: Point;
  /** Of its group: the name of that comes with it. */
  readonly isFirst: boolean;
}

/** A body of its own: the lines of a point stay on one page. */
function PointRows({ point, isFirst }: PointRowsProps) {
  const { group, title, verdict, finding, measured, expected } = point;
  const state = words.verdicts[verdict];
  const seen = [finding === state ? undefined : finding, measured];
  return (
    <tbody data-verdict={verdict}>
      {isFirst && (
        <tr>
          <th scope="colgroup" colSpan={4} className="sheet__group">
            {words.groups[group]}
          </th>
        </tr>
      )}
      <tr>
        <th scope="row">{tied(title)}</th>
        <td className="sheet__state">{state}</td>
        <td>{tied(seen.filter(Boolean).join(' ; '))}</td>
        <td>{tied(expected ?? '')}</td>
      </tr>
      {verdict !== 'ok' && (
        <tr>
          <td colSpan={4} className="sheet__why">
            <Why point={point} />
          </td>
        </tr>
      )}
    </tbody>
  );
}

function Why({ point: { cause = '', remedy, who, blockedBy } }: { readonly point: Point }) {
  return (
    <>
      <p>{tied(cause)}</p>
      {remedy && blockedBy === undefined && (
        <p>
          <strong>{tied(who ? `${t('remedy')} (${words.who[who]}) : ` : `${t('remedy')} : `)}</strong>
          {tied(remedy)}
        </p>
      )}
    </>
  );
}
