import { useCallback, useState } from 'react';
import type { Failure, Result } from '../../electron/failures/index.ts';

export interface Intent<Arguments extends readonly unknown[]> {
  /** Asks main; tells whether it was done. */
  readonly run: (...args: Arguments) => Promise<boolean>;
  readonly pending: boolean;
  /** Why the last attempt failed, until the next one or until it is cleared. */
  readonly failure: Failure | null;
  readonly clear: () => void;
}

/** A person's wish that main carries out: pending while it lasts, and its failure if it fails. */
export function useIntent<Arguments extends readonly unknown[]>(
  ask: (...args: Arguments) => Promise<Result<undefined>>,
): Intent<Arguments> {
  const [state, setState] = useState<{ pending: boolean; failure: Failure | null }>({
    pending: false,
    failure: null,
  });
  const run = async (...args: Arguments) => {
    setState({ pending: true, failure: null });
    const result = await ask(...args);
    setState({ pending: false, failure: result.ok ? null : result.failure });
    return result.ok;
  };
  const clear = useCallback(() => setState((now) => ({ ...now, failure: null })), []);
  return { run, ...state, clear };
}

/** For a screen on which several things may be asked, one at a time: its failure is that of the last one. */
export function useAsking(): Intent<[ask: () => Promise<Result<undefined>>]> {
  return useIntent((ask) => ask());
}
