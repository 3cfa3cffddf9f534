import type { SessionView } from '../../../electron/ipc/rooms/identity.ts';
import type { PanelName } from './panels.ts';
import type { Leaving } from './use-leaving.tsx';

export type Working = Extract<SessionView, { kind: 'signed-in' | 'locked' }>;

/** Why an entry is greyed. */
export type Blocked = 'locked' | 'degraded' | 'unbound';

export interface AccountEntry {
  readonly action: Extract<PanelName, 'profile' | 'password' | 'channels' | 'journal'> | Leaving;
  readonly blocked: Blocked | null;
}

/**
 * The entries of the account menu, always in the same places: « Modifier mes canaux OTP » is the third, as people
 * are taught (seed 002). What cannot be used now stays, greyed, with the reason.
 */
export function accountEntries(session: Working, phoneBound: boolean): readonly AccountEntry[] {
  const locked = session.kind === 'locked' ? 'locked' : null;
  const portal = locked ?? (session.degraded ? 'degraded' : null);
  const readsJournal = session.profile.rights.includes('sign-in-journal');
  return [
    { action: 'profile', blocked: portal },
    { action: 'password', blocked: portal },
    { action: 'channels', blocked: portal },
    { action: 'phone.unbind', blocked: locked ?? (phoneBound ? null : 'unbound') },
    ...(readsJournal ? [{ action: 'journal', blocked: portal } as const] : []),
    { action: 'identity.signOut', blocked: null },
  ];
}
