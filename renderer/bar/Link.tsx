import type { PhoneView } from '../../electron/ipc/rooms/telephony.ts';
import type { LinkState } from '../../electron/telephony/ports.ts';
import { t } from './text.ts';

const texts = {
  up: t('link.up'),
  connecting: t('link.connecting'),
  down: t('link.down'),
  stale: t('link.staleShort'),
} as const;

interface LinkProps {
  readonly link: LinkState;
  /** Said beside it while the calls take the room where it is said in full. */
  readonly doNotDisturb: boolean;
}

/** Whether the phone's server is in reach, and whether calls may ring. */
export function Link({ link, doNotDisturb }: LinkProps) {
  const up = link.kind === 'up';
  return (
    <div
      className="link"
      data-link={link.kind}
      title={up ? `${texts.up} (${link.server})` : texts[link.kind]}
    >
      {doNotDisturb && (
        <span
          className="icon icon--doNotDisturb mark"
          data-bad="true"
          role="img"
          aria-label={t('doNotDisturb')}
          title={t('doNotDisturbHint')}
        />
      )}
      <span
        className={`icon icon--${up || link.kind === 'connecting' ? 'link' : 'stale'}`}
        aria-hidden="true"
      />
      <span className="link__text">{texts[link.kind]}</span>
    </div>
  );
}

/** Whether the server is in reach but the phone itself is not: nothing can ring. */
export function isUnregistered({ binding, link, phoneRegistered }: PhoneView): boolean {
  return binding.kind === 'bound' && link.kind === 'up' && !phoneRegistered;
}
