import { z } from 'zod';
import type { CheckResult } from './check.ts';
import { entryOf, type ReportEntry } from './report.ts';

const iso = z.iso.datetime();
const month = z.string().regex(/^\d{4}-\d{2}$/);
const count = z.int().min(0);

const episodeSchema = z.strictObject({
  id: z.string().max(200),
  title: z.string().max(200),
  code: z.string().max(100),
  finding: z.string().max(500),
  verdict: z.enum(['warning', 'failure']),
  /** When it was found first, and last. */
  from: iso,
  to: iso,
  /** When it was first found well again; null while it was not. */
  end: iso.nullable(),
  /** By month: how often it was found, and for how long it is known to have lasted, ms. */
  months: z.record(month, z.strictObject({ seen: count, ms: z.number().min(0) })),
});

export const followUpSchema = z.strictObject({
  format: z.literal(1),
  /** By month: how often somebody verified the workstation, how often it was looked at by itself. */
  looks: z.record(month, z.strictObject({ runs: count, rounds: count })),
  /** What was found, the oldest first. */
  episodes: z.array(episodeSchema).max(5_000).readonly(),
});

/** A time during which a check found the same fault whenever it could be verified. */
export type Episode = z.infer<typeof episodeSchema>;
/** What is remembered of all looks at the workstation; it names nobody. */
export type FollowUp = z.infer<typeof followUpSchema>;

export const noFollowUp: FollowUp = { format: 1, looks: {}, episodes: [] };

export interface Look {
  readonly kind: 'run' | 'round';
  readonly date: Date;
  readonly results: readonly CheckResult[];
}

export interface FollowUpRules {
  /** Milliseconds between two looks up to which what both found is known to have lasted. */
  readonly gap: number;
  /** How many months are kept, the present one included. */
  readonly months: number;
}

/** More would be a fault that comes and goes all day for a year: the oldest go. */
const MOST_EPISODES = 2_000;

/** What a look adds. A fault goes on until its check is well; what could not be judged leaves it as it was. */
export function afterLook(followUp: FollowUp, look: Look, rules: FollowUpRules): FollowUp {
  const now = monthOf(look.date);
  const kept = (one: string) => one > monthsBefore(look.date, rules.months);
  const entries = new Map(look.results.filter(isJudged).map((result) => [result.id, entryOf(result)]));
  const episodes = followUp.episodes.map((episode) => {
    const entry = episode.end === null ? entries.get(episode.id) : undefined;
    if (!entry) return episode;
    const lasting = continued(episode, look.date, rules.gap);
    if (entry.code !== episode.code) return { ...lasting, end: look.date.toISOString() };
    entries.delete(episode.id);
    return { ...seen(lasting, look.date), to: look.date.toISOString() };
  });
  const begun = [...entries.values()].flatMap((entry) => beginning(entry, look.date));
  const { runs, rounds } = followUp.looks[now] ?? { runs: 0, rounds: 0 };
  const counted = look.kind === 'run' ? { runs: runs + 1, rounds } : { runs, rounds: rounds + 1 };
  const looks = Object.entries({ ...followUp.looks, [now]: counted }).filter(([one]) => kept(one));
  return {
    format: 1,
    looks: Object.fromEntries(looks),
    episodes: [...episodes, ...begun]
      .filter(({ months }) => Object.keys(months).some(kept))
      .slice(-MOST_EPISODES),
  };
}

/** `2026-11`, as the clock on the wall has it. */
export function monthOf(date: Date): string {
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}`;
}

function monthsBefore(date: Date, months: number): string {
  return monthOf(new Date(date.getFullYear(), date.getMonth() - months, 1));
}

/** With the time since it was found last, where that is short enough to be known. Before a month ends, it is that month's. */
function continued(episode: Episode, date: Date, gap: number): Episode {
  const ms = date.getTime() - Date.parse(episode.to);
  if (ms < 0 || ms > gap) return episode;
  const one = monthOf(new Date(episode.to));
  const known = episode.months[one] ?? { seen: 0, ms: 0 };
  return { ...episode, months: { ...episode.months, [one]: { ...known, ms: known.ms + ms } } };
}

function seen(episode: Episode, date: Date): Episode {
  const one = monthOf(date);
  const known = episode.months[one] ?? { seen: 0, ms: 0 };
  return { ...episode, months: { ...episode.months, [one]: { ...known, seen: known.seen + 1 } } };
}

function beginning(entry: ReportEntry, date: Date): readonly Episode[] {
  const { id, title, code, finding, verdict } = entry;
  if (verdict === 'ok' || verdict === 'not-applicable' || !code || !finding) return [];
  const at = date.toISOString();
  const months = { [monthOf(date)]: { seen: 1, ms: 0 } };
  return [{ id, title, code, finding, verdict, from: at, to: at, end: null, months }];
}

/** Not what another fault, or somebody, kept from being verified. */
function isJudged({ finding, blockedBy }: CheckResult): boolean {
  if (finding.verdict !== 'not-applicable') return true;
  return blockedBy === undefined && finding.code !== 'Check_Cancelled';
}
