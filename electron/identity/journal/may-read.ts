import { fail, ok, type Result } from '../../failures/index.ts';
import type { SessionState } from '../session-state.ts';

/**
 * The journal names people: only who has the right reads it, and not while the portal, which gives that right, cannot
 * be asked. `Journal_NotAllowed`, `Degraded_OnlyTelephony`.
 */
export function mayRead(session: SessionState): Result<undefined> {
  const allowed = session.kind === 'signed-in' && session.profile.rights.includes('sign-in-journal');
  if (!allowed) return fail('Journal_NotAllowed');
  return session.degraded ? fail('Degraded_OnlyTelephony') : ok();
}
