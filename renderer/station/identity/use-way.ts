import { useState } from 'react';
import type { Failure } from '../../../electron/failures/index.ts';
import type { SignInMethod } from '../../../electron/identity/ports.ts';
import type { SignInProgress } from '../../../electron/identity/session-state.ts';
import type { SignInView } from '../../../electron/ipc/views.ts';
import { stationBridge } from '../../ui/bridge.ts';

/** The ways that this site offers, the card first. */
export function offeredWays({ otp, psc }: SignInView): readonly SignInMethod[] {
  return ['card', ...(otp ? (['otp'] as const) : []), ...(psc ? (['psc'] as const) : [])];
}

/** Whether the form from which this was asked still shows it: nothing is to be answered yet. */
export function isInForm(progress: SignInProgress): boolean {
  return progress.way === 'psc' ? progress.step === 'asking' : progress.way === 'otp' && !progress.challenge;
}

export const cancelSignIn = () => void stationBridge.ask('identity.cancel', undefined);

/** The failure to show: of what was asked last, else as main tells it; what was given up is no failure. */
export function failureOf(asked: Failure | null, told: Failure | null): Failure | null {
  return asked && asked.code !== 'Identity_NotNow' ? asked : told;
}

/** The way that is looked at, and the one that was last tried: a failure is shown where it happened. */
export function useWay(
  progress: SignInProgress | null,
  first: SignInMethod,
): {
  readonly way: SignInMethod;
  readonly tried: SignInMethod;
  readonly choose: (way: SignInMethod) => void;
} {
  const [{ way, tried }, setState] = useState({ way: progress?.way ?? first, tried: progress?.way ?? first });
  if (progress && progress.way !== tried) setState({ way: progress.way, tried: progress.way });
  const choose = (chosen: SignInMethod) => {
    // One attempt at a time: what was begun elsewhere is given up.
    if (progress && chosen !== progress.way) cancelSignIn();
    setState({ way: chosen, tried });
  };
  return { way, tried, choose };
}
