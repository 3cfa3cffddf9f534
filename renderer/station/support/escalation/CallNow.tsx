import type { EscalationView } from '../../../../electron/ipc/rooms/escalation.ts';
import type { PhoneView } from '../../../../electron/ipc/rooms/telephony.ts';
import type { Contact } from '../../../../electron/support/escalation/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { stationBridge } from '../../../ui/bridge.ts';
import { Countdown } from '../../../ui/Countdown.tsx';
import { useNow } from '../../../ui/clock.ts';
import { formatHelpdeskPhone } from '../../../ui/phone-number.ts';
import { reasonText } from '../../../ui/reason-text.ts';
import type { useAsking } from '../../../ui/use-intent.ts';
import { callChoices } from '../../directory/call-choices.ts';
import { t } from './text.ts';
import { momentText } from './times.ts';

interface CallNowProps {
  readonly escalation: EscalationView;
  readonly phone: PhoneView;
  readonly asking: ReturnType<typeof useAsking>;
}

/** The number to call now, as large as the page allows, whose it is, and until when. */
export function CallNow({ escalation, phone, asking }: CallNowProps) {
  const { advice, supportPhone, timeZone, underWay } = escalation;
  const now = useNow();
  const support = { name: t('now.supportName'), phone: supportPhone };
  const call = (to: 'support' | 'level') => <Call to={to} phone={phone} asking={asking} />;
  switch (advice.do) {
    case 'support':
      return (
        <section className="call-now" aria-labelledby="call-now">
          <h3 id="call-now">{t('now.support')}</h3>
          <Whom {...support} />
          <p className="call-now__until">{underWay ? t('now.given') : t('now.always')}</p>
          {call('support')}
        </section>
      );
    case 'wait':
      return (
        <section className="call-now" aria-labelledby="call-now">
          <h3 id="call-now">{t('now.wait')}</h3>
          <Whom {...support} />
          {advice.until === null ? (
            <p className="call-now__until">{t('now.waitOpen')}</p>
          ) : (
            <Countdown until={advice.until} text={t('now.waitUntil')} over={t('now.waitOver')} />
          )}
          {call('support')}
        </section>
      );
    case 'escalate': {
      const { level } = advice.contact;
      const late =
        advice.since === null
          ? t('now.unanswered')
          : t('now.late', { time: momentText(advice.since, now, timeZone) });
      return (
        <section className="call-now" data-urgent="true" aria-labelledby="call-now">
          <h3 id="call-now">{t(level?.phone ? 'now.escalate' : 'now.escalateMail')}</h3>
          {level && <Whom name={level.name} phone={level.phone ?? level.email ?? ''} />}
          <p className="call-now__until">{untilText(advice.contact, now, timeZone)}</p>
          <p role="status">{late}</p>
          {level?.phone && call('level')}
        </section>
      );
    }
    case 'wait-for-opening':
      return (
        <section className="call-now" aria-labelledby="call-now">
          <h3 id="call-now">
            {advice.opensAt === null
              ? t('now.closedAlways')
              : t('now.closed', { time: momentText(advice.opensAt, now, timeZone) })}
          </h3>
          <p>{t('now.closedText')}</p>
          <Whom {...support} />
          {call('support')}
        </section>
      );
  }
}

/** Who it is, and the number as large as the page allows. */
export function Whom({ name, phone }: { readonly name: string; readonly phone: string }) {
  const isPhone = !phone.includes('@');
  return (
    <p className="call-now__whom">
      <span>{name}</span>
      <strong className={isPhone ? 'call-now__number' : 'call-now__address'}>
        {isPhone ? formatHelpdeskPhone(phone) : phone}
      </strong>
    </p>
  );
}

function untilText({ until, next }: Contact, now: number, timeZone: string): string {
  if (until === null) return t('now.always');
  const time = momentText(until, now, timeZone);
  if (!next) return t('now.untilNobody', { time });
  const phone = next.phone ? formatHelpdeskPhone(next.phone) : (next.email ?? '');
  return t('now.until', { time, name: next.name, phone });
}

interface CallProps extends Pick<CallNowProps, 'phone' | 'asking'> {
  readonly to: 'support' | 'level';
}

/** Calls through the bar; while one talks, that call is put on hold, and the button says so. */
export function Call({ to, phone, asking }: CallProps) {
  if (phone.binding.kind !== 'bound') return <p className="discreet">{t('call.byHand')}</p>;
  const talking = phone.calls.find(({ state }) => state === 'connected');
  const choice = callChoices(phone).find(({ first }) => first);
  const reason = talking ? phone.capabilities.consult : phone.capabilities.dial;
  return (
    <>
      <div className="buttons">
        <Button
          busy={asking.pending}
          disabled={!choice?.available}
          onClick={() =>
            void asking.run(() => stationBridge.ask('escalation.call', { to, callId: talking?.id ?? null }))
          }
        >
          {t(talking ? 'call.consult' : 'call')}
        </Button>
      </div>
      {!reason.available && <p className="discreet">{reasonText(reason.reason)}</p>}
    </>
  );
}
