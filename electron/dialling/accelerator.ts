import { fail, ok, type Result } from '../failures/index.ts';

/** As Electron and its registration at the system want them, in the order in which they are written. */
const modifiers = ['Control', 'Alt', 'Shift', 'Super'] as const;
type Modifier = (typeof modifiers)[number];

const spellings: Readonly<Record<string, Modifier>> = {
  control: 'Control',
  ctrl: 'Control',
  commandorcontrol: 'Control',
  cmdorctrl: 'Control',
  alt: 'Alt',
  shift: 'Shift',
  super: 'Super',
  meta: 'Super',
};

const functionKeys = Array.from({ length: 12 }, (_, index) => `F${index + 1}`);
/** Of programmable keyboards, headsets and pedals: no program expects them. */
const freeKeys = [
  ...Array.from({ length: 12 }, (_, index) => `F${index + 13}`),
  'MediaPlayPause',
  'MediaStop',
  'MediaNextTrack',
  'MediaPreviousTrack',
];
const characters = /^[A-Z0-9]$/;

/** What a workstation is offered: combinations that no program of the desk is known to use. */
export const offeredKeys: readonly string[] = [
  ...functionKeys.map((key) => `Control+Shift+${key}`),
  ...functionKeys.map((key) => `Alt+Shift+${key}`),
  ...freeKeys,
];

/**
 * Keys in one spelling, `Control+Shift+F9`. Fails with `Shortcut_Unusable` for what a system-wide key must not take from
 * other programs: bare keys that one types or that they answer to, Ctrl with a character, Alt+F4, and Ctrl+Alt with a
 * character, which is AltGr on a French keyboard.
 */
export function readAccelerator(written: string): Result<string> {
  const parts = written.split('+').map((part) => part.trim());
  const key = keyOf(parts.pop() ?? '');
  const held = new Set(parts.map((part) => spellings[part.toLowerCase()]));
  const unusable = fail('Shortcut_Unusable', { keys: written.slice(0, 60) });
  if (key === null || held.has(undefined) || held.size !== parts.length || !isFree(key, held))
    return unusable;
  return ok([...modifiers.filter((modifier) => held.has(modifier)), key].join('+'));
}

function keyOf(written: string): string | null {
  const upper = written.toUpperCase();
  if (characters.test(upper) || functionKeys.includes(upper)) return upper;
  return freeKeys.find((key) => key.toUpperCase() === upper) ?? null;
}

function isFree(key: string, held: ReadonlySet<Modifier | undefined>): boolean {
  if (freeKeys.includes(key)) return true;
  if (functionKeys.includes(key))
    return held.size > 0 && !(key === 'F4' && held.has('Alt') && held.size === 1);
  const isAltGr = held.has('Control') && held.has('Alt');
  return held.size >= 2 && !isAltGr;
}
