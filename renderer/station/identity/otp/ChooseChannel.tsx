import { type FormEvent, useState } from 'react';
import type { Failure } from '../../../../electron/failures/index.ts';
import type { OtpChannel } from '../../../../electron/identity/account/account.ts';
import type { OtpChallenge } from '../../../../electron/identity/ports.ts';
import { Button } from '../../../ui/Button.tsx';
import { stationBridge } from '../../../ui/bridge.ts';
import { Choices } from '../../../ui/Choices.tsx';
import { FailureAlert } from '../../../ui/FailureAlert.tsx';
import { useIntent } from '../../../ui/use-intent.ts';
import { useLate } from '../../../ui/use-late.ts';
import { t } from '../../text.ts';
import { failureOf } from '../progress.ts';
import { cancelSignIn } from '../use-way.ts';

interface ChooseChannelProps {
  readonly challenge: Extract<OtpChallenge, { kind: 'choose-channel' }>;
  readonly refused: Failure | null;
  readonly busy: boolean;
}

/** Where the code goes, when there is more than one place. */
export function ChooseChannel({ challenge, refused, busy }: ChooseChannelProps) {
  const { channels } = challenge;
  const [chosen, setChosen] = useState(channels[0]?.channel);
  const intent = useIntent((channel: OtpChannel) =>
    stationBridge.ask('identity.chooseOtpChannel', { channel }),
  );
  const pending = intent.pending || busy;
  const late = useLate(pending);
  const failure = pending ? null : failureOf(intent.failure, refused);

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (chosen && !pending) void intent.run(chosen);
  };

  return (
    <form className="fields" onSubmit={onSubmit} aria-busy={pending}>
      <h2 className="title">{t('otp.channel.title')}</h2>
      {failure && <FailureAlert failure={failure} />}
      <Choices
        legend={t('otp.channel.legend')}
        name="channel"
        options={channels.map(({ channel, destination }) => ({
          id: channel,
          title: t(`otp.channel.${channel}`),
          detail: destination,
        }))}
        selected={chosen ?? null}
        onSelect={(id) => setChosen(channels.find(({ channel }) => channel === id)?.channel)}
        autoFocus
      />
      <div className="buttons">
        <Button type="submit" busy={pending}>
          {pending ? t('otp.channel.pending') : t('otp.channel.submit')}
        </Button>
        <Button priority="secondary" onClick={cancelSignIn}>
          {t('cancel')}
        </Button>
      </div>
      <p className="late" role="status">
        {late && t('ways.late')}
      </p>
    </form>
  );
}
