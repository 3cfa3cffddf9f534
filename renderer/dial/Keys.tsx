import { useEffect, useRef, useState } from 'react';
import type { Failure } from '../../electron/failures/index.ts';
import type { PhoneView } from '../../electron/ipc/rooms/telephony.ts';
import { obstacleTo } from '../../electron/telephony/call-rules.ts';
import { dialBridge } from '../ui/bridge.ts';
import { useFailureText } from '../ui/helpdesk.ts';
import { reasonText } from '../ui/reason-text.ts';
import { useDigits } from '../ui/use-digits.ts';
import { t } from './text.ts';

interface KeysProps {
  readonly callId: string;
  readonly phone: PhoneView;
}

/** Keys typed here are heard at the other end of the call, one by one. */
export function Keys({ callId, phone }: KeysProps) {
  const [failure, setFailure] = useState<Failure | null>(null);
  const textOf = useFailureText();
  const { sent, press } = useDigits(
    (digits) => dialBridge.ask('phone.command', { action: 'generateDigits', callId, digits }),
    setFailure,
  );
  const { calls, capabilities } = phone;
  const capability = capabilities.generateDigits;
  const obstacle = obstacleTo('generateDigits', { calls, capabilities, callId });
  const reason = capability.available
    ? obstacle && textOf({ code: obstacle }).cause
    : reasonText(capability.reason);

  const pressIfPossible = useRef((_key: string) => {});
  pressIfPossible.current = (key) => {
    if (reason !== null) return;
    setFailure(null);
    press(key);
  };
  useEffect(() => {
    const onKey = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
      if (!ctrlKey && !metaKey && !altKey && /^[0-9*#]$/.test(key)) pressIfPossible.current(key);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);

  const trouble = failure ? textOf(failure).cause : reason;
  return (
    <div className="dial__keys">
      <p className="dial__sent" role="status">
        {sent === '' ? t('keys') : t('keys.sent', { digits: sent })}
      </p>
      <p
        className={trouble ? 'dial__message dial__message--error' : 'dial__message'}
        role={trouble ? 'alert' : undefined}
      >
        {trouble ?? t('keys.close')}
      </p>
    </div>
  );
}
