import type { Failure } from '../../../electron/failures/index.ts';
import type { SignInMethod } from '../../../electron/identity/ports.ts';
import type { SignInProgress } from '../../../electron/identity/session-state.ts';
import type { SignInView } from '../../../electron/ipc/rooms/identity.ts';

/** The ways that this site offers, the card first. */
export function offeredWays({ otp, psc }: SignInView): readonly SignInMethod[] {
  return ['card', ...(otp ? (['otp'] as const) : []), ...(psc ? (['psc'] as const) : [])];
}

/** Whether the form from which this was asked still shows it: nothing is to be answered yet. */
export function isInForm(progress: SignInProgress): boolean {
  return progress.way === 'psc' ? progress.step === 'asking' : progress.way === 'otp' && !progress.challenge;
}

/** The failure to show: of what was asked last, else as main tells it; what was given up is no failure. */
export function failureOf(asked: Failure | null, told: Failure | null): Failure | null {
  return asked && asked.code !== 'Identity_NotNow' ? asked : told;
}
