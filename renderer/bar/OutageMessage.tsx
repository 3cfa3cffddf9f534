import type { BarView } from '../../electron/ipc/rooms/bar.ts';
import type { Outage } from '../../electron/telephony/outage.ts';
import { barBridge } from '../ui/bridge.ts';
import { formatDuration } from '../ui/duration.ts';
import { outageText } from '../ui/outage-text.ts';
import { Timer } from '../ui/Timer.tsx';
import { isUnregistered } from './Link.tsx';
import { t } from './text.ts';

/** What stands between the operator and the calls, in the place of a message; null while nothing does. */
export function outageMessage({
  outage,
  phone,
}: BarView): 'stale' | 'unregistered' | 'silent' | 'restored' | null {
  if (phone.link.kind === 'stale') return 'stale';
  if (isUnregistered(phone)) return 'unregistered';
  if (outage?.kind === 'outage' && outage.cause === 'phone-silent') return 'silent';
  return outage?.kind === 'restored' ? 'restored' : null;
}

/** An outage, for as long as it lasts and in the operator's words; then, that all is back. */
export function OutageMessage({ view }: { readonly view: BarView }) {
  const { outage, phone } = view;
  const kind = outageMessage(view);
  if (kind === null) return null;
  if (kind === 'restored') return outage?.kind === 'restored' ? <Restored outage={outage} /> : null;
  const title = {
    stale: t('link.stale'),
    unregistered: t('unregistered'),
    silent: outageText('cause.phone-silent'),
  }[kind];
  const since = phone.link.kind === 'stale' ? phone.link.since : null;
  const hint = hintOf(view);
  return (
    <div className={`message message--${kind}`} title={`${title}\n${hint}`}>
      <span className={`icon icon--${kind === 'stale' ? 'stale' : 'error'}`} aria-hidden="true" />
      <div className="message__text">
        <strong>
          {title} {since !== null && <Timer since={since} />}
        </strong>
        <span>{hint}</span>
      </div>
      <button
        type="button"
        className="icon-button"
        title={outageText('whatToDo')}
        onClick={() => void barBridge.ask('bar.openStation', undefined)}
      >
        <span className="icon icon--help" aria-hidden="true" />
        <span className="fr-sr-only">{outageText('whatToDo')}</span>
      </button>
    </div>
  );
}

function hintOf({ outage, phone }: BarView): string {
  if (isUnregistered(phone)) return t('unregisteredHint');
  const cause = outage?.kind === 'outage' && outage.cause !== 'phone-unplugged' ? outage.cause : null;
  const stale = phone.link.kind === 'stale' && t('link.staleHint', { attempt: phone.link.attempt });
  return [stale, cause && outageText(`short.${cause}`)].filter(Boolean).join('. ');
}

function Restored({ outage }: { readonly outage: Extract<Outage, { kind: 'restored' }> }) {
  const text = outageText('restoredText', {
    duration: formatDuration(outage.until - outage.since),
    cause: outageText(`cause.${outage.cause}`),
  });
  return (
    <div className="message message--restored" title={text}>
      <span className="icon icon--success" aria-hidden="true" />
      <div className="message__text">
        <strong>{outageText('restored')}</strong>
        <span>{text}</span>
      </div>
    </div>
  );
}
