import type { CardProcess } from '../../../electron/identity/card/card-process.ts';
import type { CardState } from '../../../native/card/protocol.ts';
import { waitFor } from '../../stand/process.ts';

type CardPresent = Extract<CardState, { kind: 'card-present' }>;

/** Resolves once the reader shows a state of that kind. */
export async function reaches(
  reader: CardProcess,
  kind: CardState['kind'],
  timeoutMs = 15_000,
): Promise<void> {
  await waitFor(() => reader.state.get().kind === kind, { timeoutMs, what: `the state ${kind}` });
}

/** The card that the reader shows now. */
export function cardPresent(reader: CardProcess): CardPresent {
  const state = reader.state.get();
  if (state.kind !== 'card-present') throw new Error(`the reader shows ${state.kind}`);
  return state;
}
