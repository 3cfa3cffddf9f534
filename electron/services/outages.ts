import type { TelephonyConfiguration } from '../settings/configuration.ts';
import { derived, type Observable } from '../shared/listeners.ts';
import type { BindingState } from '../telephony/binding.ts';
import type { Board } from '../telephony/board/ports.ts';
import { WORTH_TELLING } from '../telephony/outage.ts';
import { OutageCaptures, type WindowPicture } from '../telephony/outage-captures.ts';
import { OutageWatch } from '../telephony/outage-watch.ts';
import type { DeskPhone } from '../telephony/ports.ts';
import type { Vault } from '../vault/index.ts';

export interface OutageServicesOptions {
  readonly phone: DeskPhone;
  readonly binding: Observable<BindingState>;
  readonly board: Board;
  readonly portalAway: Observable<boolean>;
  readonly telephony: Pick<TelephonyConfiguration, 'servers'>;
  /** Whether the system knows of any network. */
  readonly isOnline: () => boolean;
  readonly vault: Vault;
  /** Days for which captures are kept. */
  readonly captureDays: number;
  readonly captureWindows: () => Promise<readonly WindowPicture[]>;
}

export interface OutageServices {
  readonly watch: OutageWatch;
  readonly captures: OutageCaptures;
  close(): void;
}

/** What is not worth a word is not worth a picture. */
const CAPTURE_AFTER = WORTH_TELLING;
const PURGE_EVERY = 3_600_000;

/** Watches for outages, and keeps what the windows showed when one began. */
export function startOutages(options: OutageServicesOptions): OutageServices {
  const { phone, binding, board, portalAway, telephony } = options;
  // What is reached on this very machine needs no network.
  const isLocal = telephony.servers.every((url) => /^wss?:\/\/(127\.|localhost|\[::1\])/.test(url));
  const watch = new OutageWatch({
    phone: phone.state,
    bound: derived(binding, ({ kind }) => kind === 'bound'),
    online: () => isLocal || options.isOnline(),
    portalAway: () => portalAway.get(),
    boardAway: () => board.state.get().link.kind === 'stale',
  });
  const captures = new OutageCaptures({
    vault: options.vault,
    days: options.captureDays,
    take: options.captureWindows,
  });

  let captured: number | null = null;
  let capturing: NodeJS.Timeout | undefined;
  watch.current.subscribe((outage) => {
    if (outage?.kind !== 'outage' || outage.since === captured) return;
    captured = outage.since;
    clearTimeout(capturing);
    capturing = setTimeout(() => {
      const now = watch.current.get();
      if (now?.kind === 'outage' && now.since === captured) void captures.keep(now.cause);
    }, CAPTURE_AFTER);
  });
  const purging = setInterval(() => void captures.purge(), PURGE_EVERY);

  return {
    watch,
    captures,
    close: () => {
      clearTimeout(capturing);
      clearInterval(purging);
      watch.close();
    },
  };
}
