import { useEffect, useState } from 'react';
import type { DialReading } from '../../electron/dialling/prepare-dial.ts';
import { dialBridge } from '../ui/bridge.ts';

/** What main makes of a text, by the rules of the site; null until it has answered. The last text typed wins. */
export function useReading(text: string, first: DialReading | null): DialReading | null {
  const [reading, setReading] = useState(first);
  useEffect(() => {
    let current = true;
    void dialBridge.ask('dial.read', { text }).then((result) => {
      if (current && result.ok && result.value) setReading(result.value);
    });
    return () => {
      current = false;
    };
  }, [text]);
  return reading;
}
