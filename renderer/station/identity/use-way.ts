import { useState } from 'react';
import type { SignInMethod } from '../../../electron/identity/ports.ts';
import type { SignInProgress } from '../../../electron/identity/session-state.ts';
import { stationBridge } from '../../ui/bridge.ts';

export const cancelSignIn = () => void stationBridge.ask('identity.cancel', undefined);

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
