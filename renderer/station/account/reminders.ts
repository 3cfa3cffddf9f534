import { firstConnectionSteps } from '../../../electron/identity/account/account.ts';
import type { DegradedState } from '../../../electron/identity/session-state.ts';
import type { StationView } from '../../../electron/ipc/rooms/station.ts';

/** What a signed-in person is told beside their work. Times in milliseconds since the epoch. */
export type Reminder =
  | { readonly kind: 'degraded'; readonly state: DegradedState }
  | { readonly kind: 'first-connection'; readonly left: ReturnType<typeof firstConnectionSteps> }
  | { readonly kind: 'password-expiry'; readonly expiresAt: number; readonly expired: boolean };

/** The reminders of this view at `now`; `later` puts off all that can wait. */
export function remindersOf(
  { session, account }: StationView,
  later: boolean,
  now: number,
): readonly Reminder[] {
  if (session.kind !== 'signed-in') return [];
  if (session.degraded) return [{ kind: 'degraded', state: session.degraded }];
  if (later || !account?.account) return [];
  const left = firstConnectionSteps(account.account);
  const { expiresAt, announcedFrom } = account.account.password;
  const announced = announcedFrom ?? expiresAt;
  return [
    ...(left.length > 0 ? [{ kind: 'first-connection', left } as const] : []),
    ...(expiresAt !== null && announced !== null && now >= announced
      ? [{ kind: 'password-expiry', expiresAt, expired: now >= expiresAt } as const]
      : []),
  ];
}
