import { useEffect, useState } from 'react';
import type { Failure } from '../../electron/failures/index.ts';
import type { Suggestion } from '../../electron/handlers/dial-suggestions.ts';
import { dialBridge } from '../ui/bridge.ts';

export interface Found {
  readonly found: readonly Suggestion[];
  readonly searching: boolean;
  /** Why nobody could be looked for; a number is called all the same. */
  readonly failure: Failure | null;
}

const nobody: Found = { found: [], searching: false, failure: null };
/** The rest of what main searches in is cut off. */
const longest = 1_000;

/** Whom a name or the beginning of a number finds. The last text typed wins; until it is answered, the last answer stays. */
export function useFound(text: string): Found {
  const [state, setState] = useState(nobody);
  useEffect(() => {
    let current = true;
    if (text.trim() === '') return setState(nobody);
    setState((before) => ({ ...before, searching: true }));
    void dialBridge.ask('dial.find', { text: text.slice(0, longest) }).then((result) => {
      if (!current) return;
      if (result.ok) setState({ ...nobody, found: result.value ?? [] });
      else setState({ ...nobody, failure: result.failure });
    });
    return () => {
      current = false;
    };
  }, [text]);
  return state;
}
