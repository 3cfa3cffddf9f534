import type { BarView } from '../../electron/ipc/rooms/bar.ts';
import type { CallState } from '../../electron/telephony/ports.ts';
import { byUrgency } from '../ui/calls.ts';

export type BarState = 'signed-out' | 'unbound' | 'binding' | 'idle' | CallState;

/** The bar in one word: its most urgent call, else what is missing to have one. */
export function barState({ agent, phone }: BarView): BarState {
  const urgent = byUrgency(phone.calls)[0];
  if (urgent) return urgent.state;
  if (!agent) return 'signed-out';
  if (phone.binding.kind === 'bound') return 'idle';
  return phone.binding.kind === 'binding' ? 'binding' : 'unbound';
}
