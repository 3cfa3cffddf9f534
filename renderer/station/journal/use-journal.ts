import { useCallback, useEffect, useState } from 'react';
import type { Failure } from '../../../electron/failures/index.ts';
import type { JournalView } from '../../../electron/ipc/rooms/journal.ts';
import { stationBridge } from '../../ui/bridge.ts';

/** The journal as it was when it was asked for; neither journal nor failure while it is being read. */
export function useJournal(): {
  readonly journal: JournalView | null;
  readonly failure: Failure | null;
  readonly read: () => Promise<void>;
} {
  const [state, setState] = useState<{ journal: JournalView | null; failure: Failure | null }>({
    journal: null,
    failure: null,
  });
  const read = useCallback(async () => {
    setState({ journal: null, failure: null });
    const result = await stationBridge.ask('journal.read', undefined);
    setState(
      result.ok ? { journal: result.value, failure: null } : { journal: null, failure: result.failure },
    );
  }, []);
  useEffect(() => void read(), [read]);
  return { ...state, read };
}
