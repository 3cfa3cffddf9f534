import type { OtpChannel } from '../../../electron/identity/account/account.ts';
import { Button } from '../../ui/Button.tsx';
import { stationBridge } from '../../ui/bridge.ts';
import { FailureAlert } from '../../ui/FailureAlert.tsx';
import { useIntent } from '../../ui/use-intent.ts';
import { Panel } from '../shell/Panel.tsx';
import { t } from '../text.ts';
import { formatChannelValue } from './channel-value.ts';

interface RemoveChannelProps {
  readonly channel: OtpChannel;
  readonly value: string;
  readonly isLast: boolean;
  readonly onClose: (removed: boolean) => void;
}

/** Asks once before a channel goes, and says what goes with it. Enter and Escape both keep it. */
export function RemoveChannel({ channel, value, isLast, onClose }: RemoveChannelProps) {
  const { run, pending, failure } = useIntent(() => stationBridge.ask('account.removeChannel', { channel }));
  const remove = async () => {
    if (await run()) onClose(true);
  };
  return (
    <Panel title={t(`channels.removeTitle.${channel}`)} size="small" onClose={() => onClose(false)}>
      {failure && <FailureAlert failure={failure} />}
      <p>{t('channels.removeText', { value: formatChannelValue(channel, value) })}</p>
      <p>{t('channels.removeReset')}</p>
      {isLast && (
        <p>
          <strong>{t('channels.removeLast')}</strong>
        </p>
      )}
      <div className="buttons">
        <Button first onClick={() => onClose(false)}>
          {t('channels.keep')}
        </Button>
        <Button priority="secondary" busy={pending} onClick={() => void remove()}>
          {t(pending ? 'channels.removing' : 'channels.remove')}
        </Button>
      </div>
    </Panel>
  );
}
