import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { TestCard } from './authority.ts';
import { PivApplet } from './piv-applet.ts';
import { insertInVirtualReader, type VirtualIcc } from './vpcd.ts';

const PIV_ATR = Buffer.from('3b80800101', 'hex');
const UNKNOWN_ATR = Buffer.from('3b65000053434147', 'hex');
const INS_SIGN = 0x87;
const CHAINING = 0x10;
/** pcscd looks at a reader every 400 ms, and never tells of a card that came sooner after another: nor can a hand. */
const HAND_MS = 900;
/** When a card last left each reader, by port. */
const removals = new Map<number, number>();
const REFUSED = Uint8Array.of(0x6d, 0x00);

/** A card that a test puts in a virtual reader and takes out. */
export interface VirtualCard {
  /** Resolves at the moment of the insertion, which waits until a card that left is known to have left. */
  insert(): Promise<void>;
  remove(): void;
  /** The card leaves the reader when the next signature is asked of it, before it answers. */
  removeDuringNextSignature(): void;
  /** From now on each command takes that long, in milliseconds. */
  slowDown(milliseconds: number): void;
  /** Makes the card keep the next signature to itself. */
  muteNextSignature(): void;
  readonly triesLeft: number;
  /** How many commands, and how many signatures among them, were asked of the card since it was made. */
  readonly commands: number;
  readonly signatures: number;
}

/** A CPx-shaped card: a PIV application with the test authority's certificate, RSA 2048, three PIN tries. */
export function makeVirtualCard(card: TestCard, port: number): VirtualCard {
  const applet = new PivApplet({
    certificate: card.certificate,
    privateKey: card.privateKey,
    pin: card.pin,
    guid: randomBytes(16),
  });
  return virtualCard(PIV_ATR, port, applet);
}

/** A card of another trade: it answers the reader, and refuses every command. */
export function makeUnknownCard(port: number): VirtualCard {
  return virtualCard(UNKNOWN_ATR, port, null);
}

function virtualCard(atr: Uint8Array, port: number, applet: PivApplet | null): VirtualCard {
  let socket: Socket | null = null;
  let latency = 0;
  let onSignature: 'answer' | 'leave' | 'mute' = 'answer';
  let commands = 0;
  let signatures = 0;

  const remove = (): void => {
    if (socket) removals.set(port, Date.now());
    socket?.destroy();
    socket = null;
  };
  const icc: VirtualIcc = {
    atr,
    reset: () => applet?.reset(),
    transmit: async (command) => {
      commands += 1;
      if (latency > 0) await delay(latency);
      const [cla = 0, ins] = command;
      const isSignature = ins === INS_SIGN && (cla & CHAINING) === 0;
      if (isSignature) signatures += 1;
      if (isSignature && onSignature !== 'answer') {
        if (onSignature === 'leave') remove();
        onSignature = 'answer';
        return null;
      }
      return applet?.transmit(command) ?? REFUSED;
    },
  };
  return {
    insert: async () => {
      remove();
      const sinceRemoval = Date.now() - (removals.get(port) ?? 0);
      await delay(Math.max(0, HAND_MS - sinceRemoval));
      socket = await insertInVirtualReader(icc, port);
    },
    remove,
    removeDuringNextSignature: () => {
      onSignature = 'leave';
    },
    muteNextSignature: () => {
      onSignature = 'mute';
    },
    slowDown: (milliseconds) => {
      latency = milliseconds;
    },
    get triesLeft() {
      return applet?.triesLeft ?? 0;
    },
    get commands() {
      return commands;
    },
    get signatures() {
      return signatures;
    },
  };
}
