import type { Failure } from '../../electron/failures/index.ts';
import type { BarView } from '../../electron/ipc/rooms/bar.ts';
import type { CallView } from '../../electron/ipc/rooms/telephony.ts';
import { barBridge } from '../ui/bridge.ts';
import { besides, type Choice, callAfter } from '../ui/calls.ts';
import { CallCard } from './CallCard.tsx';
import { CallFile } from './CallFile.tsx';
import { Chips } from './Chips.tsx';
import { t } from './text.ts';

interface CallZoneProps {
  readonly view: BarView;
  readonly lead: CallView | null;
  readonly onChoose: (choice: Choice) => void;
  readonly onFailure: (failure: Failure) => void;
}

/** The calls of the phone, the leading one in full; or why there is none. */
export function CallZone({ view, lead, onChoose, onFailure }: CallZoneProps) {
  const others = besides(view.phone.calls, lead);
  const about = view.phone.calls.find(({ id }) => id === lead?.consultationOf) ?? null;
  return (
    <section className="calls" aria-label={t('calls')}>
      {lead ? <CallCard call={lead} about={about} /> : <NoCall view={view} />}
      {lead && view.withFile.includes(lead.id) && <CallFile callId={lead.id} onFailure={onFailure} />}
      {others.length > 0 && (
        <Chips calls={others} next={callAfter(view.phone.calls, lead)} onChoose={onChoose} />
      )}
    </section>
  );
}

function NoCall({ view: { agent, phone } }: { readonly view: BarView }) {
  const { binding } = phone;
  if (agent && binding.kind === 'bound' && phone.doNotDisturb === true) {
    return (
      <p className="idle idle--warning" title={t('doNotDisturbHint')}>
        <span className="icon icon--doNotDisturb" aria-hidden="true" />
        {t('idleDoNotDisturb')}
      </p>
    );
  }
  if (agent && binding.kind === 'bound') return <p className="idle">{t('idle')}</p>;
  if (agent && binding.kind === 'binding') {
    return <p className="idle">{t('bindingPhone', { number: binding.number })}</p>;
  }
  return (
    <>
      <p className="idle">{agent ? t('unbound') : t('signedOut')}</p>
      <button
        type="button"
        className="action action--primary"
        onClick={() => void barBridge.ask('bar.openStation', undefined)}
      >
        <span className="icon icon--window" aria-hidden="true" />
        {t('openStation')}
      </button>
    </>
  );
}
