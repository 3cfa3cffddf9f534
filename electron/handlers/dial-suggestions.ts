import type { RecentNumber } from '../call-log/rules/recent-numbers.ts';
import type { Entry, EntryKind } from '../directory/index.ts';
import type { Result } from '../failures/index.ts';
import type { Colleague } from '../telephony/board/ports.ts';
import { sameNumber } from '../telephony/numbers.ts';

/** Somebody who may be called, under the number field. */
export interface Suggestion {
  readonly name: string;
  readonly kind: EntryKind | 'colleague';
  /** Organisation, service and town, as far as they are known; else empty. */
  readonly place: string;
  /** As it is written in the directory. */
  readonly number: string;
}

export interface SuggestionSources {
  readonly colleagues: readonly Colleague[];
  readonly search: (text: string) => Promise<Result<{ readonly entries: readonly Entry[] }>>;
}

/** What fits below the number field. */
export const most = 8;
/** How many numbers dialled lately an empty field proposes. */
export const mostRecent = 5;
/** One letter finds half of the directory. */
const shortest = 2;

/**
 * Whom a text finds: colleagues by name or number first, then the directory, which looks for words in any order and
 * without accents. Fails as the directory does when no colleague is found either.
 */
export async function suggest(
  text: string,
  { colleagues, search }: SuggestionSources,
): Promise<Result<readonly Suggestion[]>> {
  const wanted = text.trim();
  if (wanted.length < shortest) return { ok: true, value: [] };
  const found = colleagues.filter(matching(wanted)).map(ofColleague);
  const directory = await search(wanted);
  if (!directory.ok && found.length === 0) return directory;
  const entries = directory.ok ? directory.value.entries.flatMap(ofEntry) : [];
  return { ok: true, value: [...found, ...entries].slice(0, most) };
}

/** What an empty field proposes: what was dialled last, as the phone remembers it, and before that as the log does. */
export function recent(
  lastDialled: string | null,
  logged: Result<readonly RecentNumber[]>,
): readonly RecentNumber[] {
  const known = logged.ok ? logged.value : [];
  if (lastDialled === null || known.some(({ number }) => sameNumber(number, lastDialled))) return known;
  return [{ number: lastDialled, name: null, at: null }, ...known].slice(0, mostRecent);
}

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

function matching(text: string): (colleague: Colleague) => boolean {
  const words = plain(text).split(/\s+/);
  return ({ name, number }) => {
    const parts = plain(name).split(/[\s'’-]+/);
    return words.every((word) => number.startsWith(word) || parts.some((part) => part.startsWith(word)));
  };
}

function ofColleague({ name, number, group }: Colleague): Suggestion {
  return { name, kind: 'colleague', place: group ?? '', number };
}

/** A fax answers nobody. */
function ofEntry({ name, kind, organisation, service, town, numbers }: Entry): readonly Suggestion[] {
  const place = [service, organisation, town].filter(Boolean).join(', ');
  return numbers.filter((one) => one.kind !== 'fax').map(({ number }) => ({ name, kind, place, number }));
}
