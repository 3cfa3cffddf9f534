import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure } from '../../../../electron/failures/index.ts';
import type { OpenTicket } from '../../../../electron/support/index.ts';
import { stationBridge } from '../../../ui/bridge.ts';

export interface ShownTicket {
  /** Null until the first answer. */
  readonly ticket: OpenTicket | null;
  readonly failure: Failure | null;
  /** Whether the desk is being asked what it has now. */
  readonly refreshing: boolean;
  readonly read: () => void;
}

/** One ticket from what is kept here, read again whenever that changes; the desk is asked for it once. */
export function useTicket(thread: string, revision: number): ShownTicket {
  const [ticket, setTicket] = useState<OpenTicket | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [refreshing, setRefreshing] = useState(true);
  const asked = useRef(0);
  const read = useCallback(async () => {
    asked.current += 1;
    const mine = asked.current;
    const answer = await stationBridge.ask('support.ticket', { thread });
    if (mine !== asked.current) return;
    setFailure(answer.ok ? null : answer.failure);
    if (answer.ok) setTicket(answer.value);
  }, [thread]);
  useEffect(() => void read(), [read, revision]);
  useEffect(() => {
    let isOpen = true;
    void stationBridge.ask('support.refreshTicket', { thread }).then(() => isOpen && setRefreshing(false));
    return () => {
      isOpen = false;
    };
  }, [thread]);
  useReading(thread, ticket?.ticket.unread ?? 0);
  return { ticket, failure, refreshing, read: () => void read() };
}

/** What is new is read once the person has it before them: a window behind another one is not looked at. */
function useReading(thread: string, unread: number): void {
  useEffect(() => {
    if (unread === 0) return;
    const tell = () => {
      if (document.hasFocus()) void stationBridge.ask('support.readTicket', { thread });
    };
    tell();
    window.addEventListener('focus', tell);
    return () => window.removeEventListener('focus', tell);
  }, [thread, unread]);
}
