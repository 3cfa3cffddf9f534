import { useCallback, useEffect, useRef, useState } from 'react';
import type { Entry, EntryKind } from '../../../electron/directory/index.ts';
import type { Failure } from '../../../electron/failures/index.ts';
import type { DirectorySummary } from '../../../native/records/directory/operations.ts';
import { stationBridge } from '../../ui/bridge.ts';

export interface Wanted {
  readonly text: string;
  readonly kind: EntryKind | null;
  readonly group: string | null;
}

export const nothingWanted: Wanted = { text: '', kind: null, group: null };

/** Whether something is looked for; else the favourites are shown. */
export function isSearch({ text, kind, group }: Wanted): boolean {
  return text.trim() !== '' || kind !== null || group !== null;
}

export interface Found {
  /** Null until the first answer. */
  readonly entries: readonly Entry[] | null;
  /** How many there are, those that are not shown included; one more than `MOST_FOUND` where they are not counted. */
  readonly total: number;
  readonly failure: Failure | null;
  readonly retry: () => void;
}

/** What is shown first, and what one asks for at a time. */
export const FOUND_AT_ONCE = 20;
/** As many as main counts and gives. */
export const MOST_FOUND = 500;

/**
 * What main finds, `limit` at most, asked at each key; an answer to an earlier question is passed over. Asked again
 * at each `revision`.
 */
export function useFound(wanted: Wanted, limit: number, revision: number): Found {
  const [found, setFound] = useState<Omit<Found, 'retry'>>({ entries: null, total: 0, failure: null });
  const asked = useRef(0);
  const { text, kind, group } = wanted;
  const ask = useCallback(async () => {
    asked.current += 1;
    const mine = asked.current;
    const isWanted = isSearch({ text, kind, group });
    const answer = isWanted ? await search({ text, kind, group, limit }) : await favourites();
    if (mine !== asked.current) return;
    if (answer.ok) {
      const { entries, total } = answer.value;
      setFound((before) => ({ entries: keptWhereSame(before.entries, entries), total, failure: null }));
    } else setFound((before) => ({ ...before, failure: answer.failure }));
  }, [text, kind, group, limit]);
  useEffect(() => void ask(), [ask, revision]);
  return { ...found, retry: () => void ask() };
}

/** Each answer is a fresh copy: what was shown already stays the same object, and is not drawn again. */
function keptWhereSame(before: readonly Entry[] | null, entries: readonly Entry[]): readonly Entry[] {
  const known = new Map(before?.map((entry) => [entry.id, entry]));
  return entries.map((entry) => {
    const shown = known.get(entry.id);
    return shown && JSON.stringify(shown) === JSON.stringify(entry) ? shown : entry;
  });
}

function search(wanted: Wanted & { readonly limit: number }) {
  return stationBridge.ask('directory.search', wanted);
}

async function favourites() {
  const answer = await stationBridge.ask('directory.favourites', undefined);
  return answer.ok
    ? { ok: true as const, value: { entries: answer.value, total: answer.value.length } }
    : answer;
}

/** What is in the directory; null until it is known. */
export function useSummary(revision: number): DirectorySummary | null {
  const [summary, setSummary] = useState<DirectorySummary | null>(null);
  useEffect(() => {
    let isWanted = true;
    void stationBridge.ask('directory.summary', undefined).then((answer) => {
      if (isWanted && answer.ok) setSummary(answer.value);
    });
    return () => {
      isWanted = false;
    };
  }, [revision]);
  return summary;
}
