import { z } from 'zod';
import { catalogue, type FailureCode } from '../../failures/index.ts';
import type { Vault } from '../../vault/index.ts';
import type { JournalEntry } from './entry.ts';

/**
 * One line of the journal's file: the time in clear (milliseconds since the epoch), so that what is too old goes
 * even where it cannot be opened any more, a space, then the entry sealed, or as JSON without its person.
 */
const LINE = /^(\d{1,16}) (\S.*)$/;

const entrySchema = z.strictObject({
  at: z.int().nonnegative(),
  event: z.enum([
    'signed-in',
    'refused',
    'signed-out',
    'session-ended',
    'locked',
    'unlocked',
    'profile-changed',
    'degraded-opened',
    'degraded-refused',
    'degraded-reconciled',
    'call-log-exported',
    'screenshot-revealed',
  ]),
  method: z.enum(['card', 'otp', 'psc']).nullable(),
  person: z.string().nullable(),
  profile: z.string().nullable(),
  /** A failure of another version of this program is not in this one's catalogue. */
  failure: z.custom<FailureCode>(isFailureCode).nullable().catch(null),
  lockReason: z.enum(['card-removed', 'idle']).nullable(),
});

/** Writes an entry, without a line end. Where nothing can be sealed, the person's name is left out. */
export function writeLine(entry: JournalEntry, vault: Vault): string {
  const rest = vault.seal(JSON.stringify(entry)) ?? JSON.stringify({ ...entry, person: null });
  return `${entry.at} ${rest}`;
}

/** When the line was written, or null when it is not a line of the journal. */
export function timeOf(line: string): number | null {
  const at = LINE.exec(line)?.[1];
  return at === undefined ? null : Number(at);
}

export function isSealed(line: string): boolean {
  const rest = LINE.exec(line)?.[2];
  return rest !== undefined && !rest.startsWith('{');
}

/**
 * The entry of a line, or null when it is torn, forged, or sealed and cannot be opened. A line in clear names nobody:
 * anybody may have written it.
 */
export function readLine(line: string, vault: Vault): JournalEntry | null {
  const rest = LINE.exec(line)?.[2];
  if (rest === undefined) return null;
  const json = isSealed(line) ? vault.open(rest) : rest;
  try {
    if (json === null) return null;
    const entry = entrySchema.parse(JSON.parse(json));
    return isSealed(line) ? entry : { ...entry, person: null };
  } catch {
    return null;
  }
}

function isFailureCode(value: unknown): boolean {
  return typeof value === 'string' && Object.hasOwn(catalogue, value);
}
