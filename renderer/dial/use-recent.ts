import { useEffect, useState } from 'react';
import type { RecentNumber } from '../../electron/call-log/rules/recent-numbers.ts';
import { dialBridge } from '../ui/bridge.ts';

/** What was dialled lately, the newest first; nothing until main has answered, or where it cannot. */
export function useRecent(): readonly RecentNumber[] {
  const [recent, setRecent] = useState<readonly RecentNumber[]>([]);
  useEffect(() => {
    let current = true;
    void dialBridge.ask('dial.recent', undefined).then((result) => {
      if (current && result.ok) setRecent(result.value ?? []);
    });
    return () => {
      current = false;
    };
  }, []);
  return recent;
}
