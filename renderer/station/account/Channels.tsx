import { otpChannels } from '../../../electron/identity/account/account.ts';
import type { AccountView } from '../../../electron/ipc/rooms/account.ts';
import { Panel } from '../shell/Panel.tsx';
import { t } from '../text.ts';
import { Channel } from './Channel.tsx';
import { ReadAccount } from './ReadAccount.tsx';

interface ChannelsProps {
  readonly account: AccountView | null;
  readonly onClose: () => void;
}

/** « Modifier mes canaux OTP » (seed 002): where codes arrive, each tried before it counts. */
export function Channels({ account, onClose }: ChannelsProps) {
  return (
    <Panel title={t('channels.title')} onClose={onClose}>
      <ReadAccount view={account}>
        {({ channels }) => (
          <>
            <p>{t('channels.intro')}</p>
            {otpChannels.map((channel) => (
              <Channel
                key={channel}
                channel={channel}
                now={channels[channel]}
                test={account?.tests[channel] ?? null}
                isLast={otpChannels.every((one) => one === channel || channels[one].state !== 'usable')}
              />
            ))}
          </>
        )}
      </ReadAccount>
    </Panel>
  );
}
