import { useEffect, useId, useRef, useState } from 'react';
import type { ChannelState, OtpChannel } from '../../../electron/identity/account/account.ts';
import type { AccountView } from '../../../electron/ipc/rooms/account.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { stationBridge } from '../../ui/bridge.ts';
import { useIntent } from '../../ui/use-intent.ts';
import { t } from '../text.ts';
import { ChannelCode } from './ChannelCode.tsx';
import { ChannelValue } from './ChannelValue.tsx';
import { formatChannelValue } from './channel-value.ts';
import { RemoveChannel } from './RemoveChannel.tsx';

export type ChannelTest = NonNullable<AccountView['tests'][OtpChannel]>;

interface ChannelProps {
  readonly channel: OtpChannel;
  readonly now: ChannelState;
  /** A code was sent and not typed yet. */
  readonly test: ChannelTest | null;
  /** No other channel can be used. */
  readonly isLast: boolean;
}

const badges = { none: 'fr-badge--info', usable: 'fr-badge--success', unusable: 'fr-badge--error' } as const;

/** One channel: what it is now, then a value to try, then the code that proves it. */
export function Channel({ channel, now, test, isLast }: ChannelProps) {
  const titleId = useId();
  const section = useRef<HTMLElement>(null);
  /** The person goes back to the value though a code is on its way. */
  const [changing, setChanging] = useState(false);
  /** Offered again when its code is good no more. */
  const [tried, setTried] = useState<string | null>(null);
  const [removing, setRemoving] = useState(false);
  const [outcome, setOutcome] = useState<'validated' | 'removed' | null>(null);
  /** Whether the person did something here, so that the keyboard may come here. */
  const [touched, setTouched] = useState(false);
  const sending = useIntent((value: string) => stationBridge.ask('account.testChannel', { channel, value }));
  const validation = useIntent((code: Uint8Array<ArrayBuffer>) =>
    stationBridge.ask('account.validateChannel', { channel, code }),
  );

  // What had the keyboard went away: it comes back to what it was about.
  const settled = outcome !== null && !test && !removing;
  useEffect(() => {
    if (settled) section.current?.focus();
  }, [settled]);

  const send = async (value: string) => {
    setOutcome(null);
    setTouched(true);
    setTried(value);
    validation.clear();
    if (await sending.run(value)) setChanging(false);
  };
  const validate = async (code: Uint8Array<ArrayBuffer>) => {
    if (!(await validation.run(code))) return;
    setTried(null);
    setOutcome('validated');
  };

  return (
    <section className="channel" ref={section} tabIndex={-1} aria-labelledby={titleId}>
      <div className="channel__head">
        <h3 className="subtitle" id={titleId}>
          {t(`channels.name.${channel}`)}
        </h3>
        <p className={`fr-badge fr-badge--sm ${badges[now.state]}`}>{t(`channels.state.${now.state}`)}</p>
        {now.value !== null && (
          <>
            <strong className="channel__value">{formatChannelValue(channel, now.value)}</strong>
            <Button
              small
              priority="tertiary"
              label={t(`channels.removeLabel.${channel}`)}
              onClick={() => {
                setOutcome(null);
                setRemoving(true);
              }}
            >
              {t('channels.remove')}
            </Button>
          </>
        )}
      </div>
      {now.state === 'unusable' && <p className="channel__problem">{t(`channels.unusable.${channel}`)}</p>}
      {outcome === 'validated' && now.value !== null && (
        <Alert severity="success" title={t(`channels.done.${channel}`)}>
          <p>{t('channels.doneText', { value: formatChannelValue(channel, now.value) })}</p>
        </Alert>
      )}
      {test && !changing ? (
        <ChannelCode
          key={test.value}
          channel={channel}
          test={test}
          fresh={touched}
          failure={validation.failure ?? sending.failure}
          validating={validation.pending}
          sending={sending.pending}
          onValidate={validate}
          onResend={() => void send(test.value)}
          onChange={() => {
            sending.clear();
            setTouched(true);
            setChanging(true);
          }}
        />
      ) : (
        <ChannelValue
          channel={channel}
          now={now}
          typed={test?.value ?? tried}
          failure={validation.failure ?? sending.failure}
          pending={sending.pending}
          onTest={(value) => void send(value)}
          onBack={test && (() => setChanging(false))}
        />
      )}
      {removing && now.value !== null && (
        <RemoveChannel
          channel={channel}
          value={now.value}
          isLast={isLast && now.state === 'usable'}
          onClose={(removed) => {
            setRemoving(false);
            if (removed) setOutcome('removed');
          }}
        />
      )}
    </section>
  );
}
