import type { Call } from '../../telephony/ports.ts';
import type { CheckResult } from './check.ts';
import { entryOf, type ReportEntry } from './report.ts';

/** How bad a check finds something: well, a warning, a failure. */
type Level = 0 | 1 | 2;

/** What the rounds found of one check, and what somebody knows of it. */
interface Opinion {
  /** What is held to be so. */
  readonly held: Level;
  /** What the last round found. */
  readonly last: Level;
  /** What a person has already read on the page. */
  readonly known: Level;
  /** Of the last round that found something; null before any did. */
  readonly entry: ReportEntry | null;
}

/** By the ids of checks. */
export type WatchMemory = ReadonlyMap<string, Opinion>;

/** Something that the watch tells of: until it is well again, or was read. */
export type Trouble = ReportEntry & { readonly verdict: 'warning' | 'failure' };

/**
 * What a round of the watch changes. What is held follows what two rounds in a row agree on: it is the one in the
 * middle of what was held, the round before and this one, so that nothing that comes and goes is told, nor withdrawn.
 * What a round could not judge stays as it was; a check that there is no more is forgotten.
 */
export function afterRound(memory: WatchMemory, round: readonly CheckResult[]): WatchMemory {
  const next = new Map<string, Opinion>();
  for (const result of round) {
    const before = memory.get(result.id);
    const now = levelOf(result);
    if (now === null) {
      if (before) next.set(result.id, before);
      continue;
    }
    const { held: wasHeld, last, known, entry } = before ?? nothing;
    const held = middle(wasHeld, last, now);
    next.set(result.id, {
      held,
      last: now,
      known: lower(known, held),
      entry: now === 0 ? entry : entryOf(result),
    });
  }
  return next;
}

/** What a run that somebody asked for changes: they read what it found, which is then so and known. */
export function afterRun(memory: WatchMemory, run: readonly CheckResult[]): WatchMemory {
  const next = new Map(memory);
  for (const result of run) {
    const level = levelOf(result);
    if (level === null) continue;
    next.set(result.id, { held: level, last: level, known: level, entry: entryOf(result) });
  }
  return next;
}

/** What is known before the first round: the warnings of the last report, which would be told at each start. */
export function knownFrom(checks: readonly ReportEntry[]): WatchMemory {
  const warnings = checks.filter(({ verdict }) => verdict === 'warning');
  return new Map(warnings.map((entry) => [entry.id, { held: 1, last: 1, known: 1, entry }]));
}

/** What is to be told, the gravest first: what is held to be worse than what was read. */
export function troublesOf(memory: WatchMemory): readonly Trouble[] {
  const told = [...memory.values()].filter(({ held, known }) => held > known);
  return told.sort((one, other) => other.held - one.held).flatMap(({ entry }) => troubleOf(entry));
}

/** Whether the next round may change what is held: it is then wanted soon. */
export function isInDoubt(memory: WatchMemory): boolean {
  return [...memory.values()].some(({ held, last }) => held !== last);
}

/** A doubt is settled after a quarter of the interval. */
const SOON = 4;
/** Of the interval, by which workstations that were started together drift apart. */
const JITTER = 0.1;

/** Milliseconds until the next round; `random` is from 0 to 1. */
export function pauseBefore(interval: number, inDoubt: boolean, random: number): number {
  return (interval / (inDoubt ? SOON : 1)) * (1 + JITTER * (2 * random - 1));
}

/** After a call began or changed, nothing else is done for this long. Milliseconds. */
export const CALL_QUIET = 10_000;

/** From when on a round disturbs no call, ms since the epoch; null while one rings. */
export function quietFrom(calls: readonly Call[]): number | null {
  if (calls.some(({ state }) => state === 'ringing' || state === 'dialling')) return null;
  const changes = calls
    .filter(({ state }) => state !== 'ended')
    .flatMap(({ startedAt, connectedAt, heldAt }) => [startedAt, connectedAt ?? 0, heldAt ?? 0]);
  return changes.length === 0 ? 0 : Math.max(...changes) + CALL_QUIET;
}

const nothing: Opinion = { held: 0, last: 0, known: 0, entry: null };

/** Null where it was not judged, because of another check or of somebody who stopped it. */
function levelOf({ finding, blockedBy }: CheckResult): Level | null {
  switch (finding.verdict) {
    case 'failure':
      return 2;
    case 'warning':
      return 1;
    case 'ok':
      return 0;
    default:
      return blockedBy !== undefined || finding.code === 'Check_Cancelled' ? null : 0;
  }
}

function lower(one: Level, other: Level): Level {
  return middle(0, one, other);
}

function middle(...levels: readonly [Level, Level, Level]): Level {
  return [...levels].sort((a, b) => a - b)[1] ?? 0;
}

function troubleOf(entry: ReportEntry | null): readonly Trouble[] {
  if (!entry) return [];
  const { verdict } = entry;
  return verdict === 'warning' || verdict === 'failure' ? [{ ...entry, verdict }] : [];
}
