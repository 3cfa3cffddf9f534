import { z } from 'zod';
import type { Result } from '../failures/index.ts';
import type { BarView, StationView } from './views.ts';

/**
 * The one door between pages and main (DESIGN rule 2): each channel's request, validated by the router.
 * Replies are made by main and typed; every invocation answers `Result`.
 */

const nothing = z.undefined();
const callId = z.strictObject({ callId: z.string().min(1).max(300) });
const dialledNumber = z.strictObject({ number: z.string().min(1).max(80) });

const stationRequests = {
  'station.view': nothing,
  'identity.submitPin': z.strictObject({ pin: z.instanceof(Uint8Array).refine((pin) => pin.length <= 16) }),
  'identity.chooseProfile': z.strictObject({ profileId: z.string().min(1).max(200) }),
  'identity.cancel': nothing,
  'identity.signOut': nothing,
  'phone.bind': z.strictObject({ number: z.string().min(1).max(40), deviceId: z.string().max(300).nullable() }),
  'phone.unbind': nothing,
  'settings.placeBar': z.strictObject({ displayId: z.int() }),
  'settings.collapseBar': z.strictObject({ collapsed: z.boolean() }),
  'notice.dismiss': z.strictObject({ id: z.int() }),
  'link.open': z.strictObject({ url: z.url().max(500) }),
  'training.insertCard': z.strictObject({ cardId: z.string().min(1).max(100) }),
  'training.removeCard': nothing,
  'training.damageCard': z.strictObject({
    damage: z.enum([
      'none',
      'unknown-card',
      'expired',
      'not-yet-valid',
      'pin-blocked',
      'silent',
      'no-reader',
      'service-stopped',
      'middleware-missing',
    ]),
  }),
  'training.call': z.strictObject({ callerId: z.string().min(1).max(100) }),
} as const;

const barRequests = {
  'bar.view': nothing,
  'bar.collapse': z.strictObject({ collapsed: z.boolean() }),
  'bar.openStation': nothing,
  'call.dial': dialledNumber,
  'call.answer': callId,
  'call.hangUp': callId,
  'call.hold': callId,
  'call.retrieve': callId,
} as const;

/** Which window may ask what. */
export const requests = { station: stationRequests, bar: barRequests } as const;

export type WindowKind = keyof typeof requests;
type RequestsOf<K extends WindowKind> = (typeof requests)[K];

interface Replies {
  'station.view': StationView;
  'bar.view': BarView;
}

export type Channel<K extends WindowKind> = keyof RequestsOf<K> & string;
export type Request<K extends WindowKind, C extends Channel<K>> = RequestsOf<K>[C] extends z.ZodType<infer T>
  ? T
  : never;
export type Reply<C extends string> = C extends keyof Replies ? Replies[C] : undefined;

/** What main tells a window by itself: its whole view, at each change. */
export interface Views {
  readonly station: StationView;
  readonly bar: BarView;
}

/** The single push channel; the name is shared by the preloads and the router. */
export const viewChannel = 'view';

/** What a preload puts on `window.bandeau`. */
export interface Bridge<K extends WindowKind> {
  /** Asks main; never rejects. */
  ask<C extends Channel<K>>(channel: C, request: Request<K, C>): Promise<Result<Reply<C>>>;
  /** Calls back at each change of this window's view; gives back how to stop. */
  onView(listener: (view: Views[K]) => void): () => void;
}
