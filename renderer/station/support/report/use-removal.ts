import { useEffect, useRef, useState } from 'react';
import { stationBridge } from '../../../ui/bridge.ts';

interface Removed {
  readonly id: string;
  /** An article made it needless. */
  readonly solved: boolean;
}

export interface Removal {
  /** Out of sight, and still kept. */
  readonly removed: Removed | null;
  readonly remove: (id: string, solved: boolean) => void;
  readonly undo: () => void;
}

/** Removes a draft once nobody can take that back any more: when another one is, or when the page is left. */
export function useRemoval(): Removal {
  const [removed, setRemoved] = useState<Removed | null>(null);
  const pending = useRef<Removed | null>(null);
  const put = (next: Removed | null) => {
    pending.current = next;
    setRemoved(next);
  };
  const carryOut = () => {
    if (pending.current) void stationBridge.ask('support.removeDraft', { id: pending.current.id });
    pending.current = null;
  };
  useEffect(
    () => () => {
      if (pending.current) void stationBridge.ask('support.removeDraft', { id: pending.current.id });
    },
    [],
  );
  return {
    removed,
    remove: (id, solved) => {
      if (pending.current?.id !== id) carryOut();
      put({ id, solved });
    },
    undo: () => put(null),
  };
}
