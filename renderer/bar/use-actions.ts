import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure, Result } from '../../electron/failures/index.ts';
import type { DialPurpose } from '../../electron/ipc/rooms/dial.ts';
import type { Call, PhoneAction, PhoneCommand } from '../../electron/telephony/ports.ts';
import { barBridge } from '../ui/bridge.ts';
import { type Choice, isLive, isMisclick } from '../ui/calls.ts';

export interface Actions {
  /** Asks main to act on a call, which becomes the leading one; a click that was meant for another call does nothing. */
  readonly act: (command: PhoneCommand, call: Call) => void;
  /** Asks main for what is about no call, or about two. */
  readonly ask: (command: PhoneCommand) => void;
  readonly openDial: (purpose: DialPurpose) => void;
  /** What was asked and is not confirmed yet. */
  readonly pending: readonly PhoneAction[];
  readonly failure: Failure | null;
  /** Shows why something that was asked elsewhere on the bar was not done. */
  readonly fail: (failure: Failure) => void;
  readonly clear: () => void;
}

/** Milliseconds for which a failure stays on the bar, unless it is dismissed. */
const failureStay = 15_000;

/**
 * What the buttons do, and what became of it. `chosen` tells that the operator picked the leading call; acting on a
 * call is choosing it, so that the answered one stays under the buttons whatever else rings.
 */
export function useActions(lead: Call | null, chosen: boolean, onChoose: (choice: Choice) => void): Actions {
  const [pending, setPending] = useState<readonly PhoneAction[]>([]);
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

  const run = async (action: PhoneAction, asked: () => Promise<Result<undefined>>) => {
    setPending((others) => [...others, action]);
    setFailure(null);
    const result = await asked();
    setPending((all) => all.filter((_, index) => index !== all.indexOf(action)));
    if (!result.ok) setFailure(result.failure);
  };
  const ask = (command: PhoneCommand) =>
    void run(command.action, () => barBridge.ask('phone.command', command));

  return {
    act: (command, call) => {
      if (isMisclick(replacedAt.current, performance.now())) return;
      onChoose({ callId: call.id, at: Date.now() });
      ask(command);
    },
    ask,
    openDial: (purpose) => void run(purpose.action, () => barBridge.ask('bar.openDial', purpose)),
    pending,
    failure,
    fail: setFailure,
    clear: useCallback(() => setFailure(null), []),
  };
}
