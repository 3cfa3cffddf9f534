import { type FormEvent, useState } from 'react';
import type { EscalationView } from '../../../../electron/ipc/rooms/escalation.ts';
import type { PhoneView } from '../../../../electron/ipc/rooms/telephony.ts';
import { Button } from '../../../ui/Button.tsx';
import { stationBridge } from '../../../ui/bridge.ts';
import { Field } from '../../../ui/Field.tsx';
import { formatHelpdeskPhone } from '../../../ui/phone-number.ts';
import type { useAsking } from '../../../ui/use-intent.ts';
import { t } from './text.ts';

interface BridgeProps {
  readonly bridge: EscalationView['bridge'];
  readonly phone: PhoneView;
  readonly asking: ReturnType<typeof useAsking>;
}

/** The telephone bridge: one click where its number is known, else the number that the support told. */
export function Bridge({ bridge, phone, asking }: BridgeProps) {
  const [told, setTold] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const talking = phone.calls.find(({ state }) => state === 'connected');
  const number = bridge?.phone ?? told.trim();
  const join = (event: FormEvent) => {
    event.preventDefault();
    setProblem(number.length < 2 ? t('bridge.numberMissing') : null);
    if (number.length < 2) return;
    const asked = { to: { bridge: number }, callId: talking?.id ?? null };
    void asking.run(() => stationBridge.ask('escalation.call', asked));
  };
  const code = bridge?.code ?? null;
  return (
    <form onSubmit={join}>
      <h3>{t('bridge.title')}</h3>
      {bridge ? (
        <p>
          <strong>{formatHelpdeskPhone(bridge.phone)}</strong>
        </p>
      ) : (
        <Field
          label={t('bridge.number')}
          hint={t('bridge.numberHint')}
          problem={problem}
          value={told}
          maxLength={40}
          inputMode="tel"
          autoComplete="off"
          onChange={({ target }) => setTold(target.value)}
        />
      )}
      <div className="buttons">
        <Button type="submit" small busy={asking.pending} disabled={phone.binding.kind !== 'bound'}>
          {t('bridge.join')}
        </Button>
        {code !== null && talking && (
          <Button
            small
            priority="secondary"
            onClick={() =>
              void asking.run(() =>
                stationBridge.ask('phone.command', {
                  action: 'generateDigits',
                  callId: talking.id,
                  digits: code,
                }),
              )
            }
          >
            {t('bridge.sendCode')}
          </Button>
        )}
      </div>
      {code !== null && <p className="discreet">{t('bridge.code', { code })}</p>}
      {phone.binding.kind !== 'bound' && <p className="discreet">{t('call.byHand')}</p>}
    </form>
  );
}
