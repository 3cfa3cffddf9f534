import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure } from '../../electron/failures/index.ts';
import type { Call, PhoneAction } from '../../electron/telephony/ports.ts';
import { barBridge } from '../ui/bridge.ts';
import { type Choice, isLive, isMisclick } from '../ui/calls.ts';

export type CallAction = Extract<PhoneAction, 'answer' | 'hangUp' | 'hold' | 'retrieve'>;

export interface Actions {
  /** Asks main to act on a call; a click that was meant for another call does nothing. */
  readonly act: (action: CallAction, call: Call) => void;
  readonly openDial: () => void;
  /** What was asked and is not confirmed yet. */
  readonly pending: PhoneAction | null;
  readonly failure: Failure | null;
  readonly clear: () => void;
}

/** Milliseconds for which a failure stays on the bar, unless it is dismissed. */
const failureStay = 15_000;

/**
 * What the buttons do, and what became of it. `chosen` tells that the operator picked the leading call; acting on a
 * call is choosing it, so that the answered one stays under the buttons whatever else rings.
 */
export function useActions(lead: Call | null, chosen: boolean, onChoose: (choice: Choice) => void): Actions {
  const [pending, setPending] = useState<PhoneAction | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const replacedAt = useRef<number | null>(null);
  const previous = useRef<string | null>(null);
  const id = isLive(lead) ? lead.id : null;

  useEffect(() => {
    const replaced = previous.current !== null && id !== null && previous.current !== id;
    replacedAt.current = replaced && !chosen ? performance.now() : null;
    previous.current = id;
  }, [id, chosen]);

  useEffect(() => {
    if (!failure) return;
    const timer = setTimeout(() => setFailure(null), failureStay);
    return () => clearTimeout(timer);
  }, [failure]);

  const run = async (action: PhoneAction, ask: () => ReturnType<typeof barBridge.ask<'bar.openDial'>>) => {
    setPending(action);
    setFailure(null);
    const result = await ask();
    setPending(null);
    if (!result.ok) setFailure(result.failure);
  };

  return {
    act: (action, call) => {
      if (isMisclick(replacedAt.current, performance.now())) return;
      onChoose({ callId: call.id, at: Date.now() });
      void run(action, () => barBridge.ask('phone.command', { action, callId: call.id }));
    },
    openDial: () => void run('dial', () => barBridge.ask('bar.openDial', undefined)),
    pending,
    failure,
    clear: useCallback(() => setFailure(null), []),
  };
}
