import type { CallView } from '../../electron/ipc/rooms/telephony.ts';
import { barBridge } from '../ui/bridge.ts';
import { callName } from '../ui/party-names.ts';
import { useDigits } from '../ui/use-digits.ts';
import { t } from './text.ts';
import type { Actions } from './use-actions.ts';

interface KeypadProps {
  readonly call: CallView;
  /** Why no key can be sent; null when it can. */
  readonly reason: string | null;
  readonly actions: Actions;
  readonly onClose: () => void;
}

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const;
const names: Readonly<Record<string, string>> = { '*': t('keypad.star'), '#': t('keypad.hash') };

/** The keys of a telephone, for whoever answers by keys: each is heard at the other end. */
export function Keypad({ call, reason, actions, onClose }: KeypadProps) {
  const { sent, press } = useDigits(
    (digits) => barBridge.ask('phone.command', { action: 'generateDigits', callId: call.id, digits }),
    actions.fail,
  );
  const who = callName(call);
  const disabled = reason !== null;

  return (
    <section className="more-row" aria-label={t('keypad', { who })}>
      <div className="more-row__about">
        <strong>{t('keypad', { who })}</strong>
        <span className="more-row__sent" role="status">
          {reason ?? (sent === '' ? t('keypad.none', { who }) : t('keypad.sent', { digits: sent }))}
        </span>
      </div>
      <div className="more-row__verbs" role="toolbar" aria-label={t('verb.generateDigits')}>
        {keys.map((key) => (
          <button
            key={key}
            type="button"
            className="verb verb--key"
            aria-label={names[key] ?? t('keypad.key', { key })}
            aria-disabled={disabled}
            onClick={disabled ? undefined : () => press(key)}
          >
            {key}
          </button>
        ))}
        <button
          type="button"
          className="verb"
          onClick={() => actions.openDial({ action: 'generateDigits', callId: call.id })}
        >
          <span className="icon icon--keyboard" aria-hidden="true" />
          <span className="verb__text">{t('keypad.byKeyboard')}</span>
        </button>
        <button type="button" className="verb" onClick={onClose}>
          <span className="icon icon--close" aria-hidden="true" />
          <span className="verb__text">{t('keypad.close')}</span>
        </button>
      </div>
    </section>
  );
}
