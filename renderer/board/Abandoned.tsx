import type { AbandonedCall } from '../../electron/telephony/board/ports.ts';
import { t, whoIs } from '../ui/board-text.ts';
import { formatDuration } from '../ui/duration.ts';

interface AbandonedProps {
  readonly calls: readonly AbandonedCall[];
  /** Null while nobody can be called from here. */
  readonly onCallBack: ((number: string) => void) | null;
}

const SHOWN = 5;
const clock = new Intl.DateTimeFormat('fr-FR', { hour: '2-digit', minute: '2-digit' });

/** Callers who gave up: they have to be called back. */
export function Abandoned({ calls, onCallBack }: AbandonedProps) {
  const more = calls.length - SHOWN;
  return (
    <div className="abandoned">
      <h4 className="abandoned__title">
        {t('abandoned')} ({calls.length})
      </h4>
      <ul>
        {calls.slice(0, SHOWN).map(({ id, party, flow, since, leftAt }) => (
          <li key={`${id} ${leftAt}`} className="abandoned__call">
            <span className="waiting__flow">{flow}</span>
            <span className="abandoned__who">{whoIs(party)}</span>
            <span className="quiet">
              {t('abandonedWaited', {
                duration: formatDuration(leftAt - since),
                time: clock.format(leftAt),
              })}
            </span>
            {party.number !== null && onCallBack && (
              <button
                type="button"
                className="fr-btn fr-btn--sm fr-btn--secondary"
                aria-label={t('callBackLabel', { who: whoIs(party) })}
                onClick={() => onCallBack(party.number ?? '')}
              >
                {t('callBack')}
              </button>
            )}
          </li>
        ))}
      </ul>
      {more > 0 && <p className="quiet">{more === 1 ? t('more.one') : t('more.many', { count: more })}</p>}
    </div>
  );
}
