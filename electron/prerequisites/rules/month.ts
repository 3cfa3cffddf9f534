import texts from '../../../resources/fr/prerequisites/month.json' with { type: 'json' };
import { fillIn } from './findings.ts';
import type { Episode, FollowUp } from './follow-up.ts';
import type { ReportHeader } from './report.ts';

/** What became of one check in a month. */
export interface MonthPoint {
  readonly id: string;
  readonly title: string;
  /** How often it began to be a failure, or a warning; one that went on from the month before counts. */
  readonly failures: number;
  readonly warnings: number;
  /** What was found, each once. */
  readonly findings: readonly string[];
  /** How many looks found it. */
  readonly seen: number;
  /** For how long it is known to have lasted, ms; 0: it was seen, and for how long is not known. */
  readonly knownMs: number;
  /** Since when it lasts, ISO 8601, where it was not well again by the last look; else null. */
  readonly since: string | null;
}

/** A month of a workstation, for whoever looks after it; it names nobody. */
export interface MonthSummary {
  readonly product: 'bandeau';
  readonly format: 1;
  /** `2026-11` */
  readonly month: string;
  readonly version: string;
  readonly environment: string;
  readonly site: string;
  /** When the summary was made, ISO 8601. */
  readonly date: string;
  readonly runs: number;
  readonly rounds: number;
  /** The gravest first. */
  readonly points: readonly MonthPoint[];
}

/** The months of which something is known, the newest first. */
export function monthsOf({ looks }: FollowUp): readonly string[] {
  return Object.keys(looks).sort().reverse();
}

/** What is known of a month. */
export function summaryOf(
  { looks, episodes }: FollowUp,
  month: string,
  { version, environment, site, date }: Omit<ReportHeader, 'complete'>,
): MonthSummary {
  const own = episodes.filter(({ months }) => months[month] !== undefined);
  const ids = [...new Set(own.map(({ id }) => id))];
  const points = ids.map((id) =>
    pointOf(
      own.filter((episode) => episode.id === id),
      month,
    ),
  );
  return {
    product: 'bandeau',
    format: 1,
    month,
    version,
    environment,
    site,
    date: date.toISOString(),
    runs: looks[month]?.runs ?? 0,
    rounds: looks[month]?.rounds ?? 0,
    points: points.sort(
      (a, b) => b.failures - a.failures || b.warnings - a.warnings || b.knownMs - a.knownMs,
    ),
  };
}

function pointOf(episodes: readonly Episode[], month: string): MonthPoint {
  const last = episodes.at(-1);
  const sum = (of: 'seen' | 'ms') =>
    episodes.reduce((total, { months }) => total + (months[month]?.[of] ?? 0), 0);
  const how = (verdict: Episode['verdict']) => episodes.filter((one) => one.verdict === verdict).length;
  return {
    id: last?.id ?? '',
    title: last?.title ?? '',
    failures: how('failure'),
    warnings: how('warning'),
    findings: [...new Set(episodes.map(({ finding }) => finding))],
    seen: sum('seen'),
    knownMs: sum('ms'),
    since: episodes.find(({ end }) => end === null)?.from ?? null,
  };
}

/** The summary as a page of text. */
export function textSummary(summary: MonthSummary): string {
  const { site, environment, version, points } = summary;
  const { looks, well } = summaryTexts(summary);
  const date = new Date(summary.date).toLocaleString('fr-FR', { dateStyle: 'long', timeStyle: 'short' });
  const lines = [
    fillIn(texts.title, { month: monthName(summary.month) }),
    fillIn(texts.header, { site, environment, version, date }),
    looks,
    '',
    ...(well === null ? [] : [well]),
    ...points.flatMap((point) => [point.title, ...pointLines(point).map((line) => `  ${line}`)]),
  ];
  return `${lines.join('\n')}\n`;
}

/** How often the workstation was looked at, and that nothing was found where nothing was. */
export function summaryTexts({ runs, rounds, points }: MonthSummary): {
  readonly looks: string;
  readonly well: string | null;
} {
  return { looks: fillIn(texts.looks, { runs, rounds }), well: points.length === 0 ? texts.well : null };
}

/** What is said of one point, a line each: « 3 défauts, 1 alerte : Lecteur absent », « durée connue : 2 h 10 ». */
export function pointLines(point: MonthPoint): readonly string[] {
  const { failures, warnings, findings, knownMs, since } = point;
  const counts = [
    ...(failures > 0 ? [fillIn(failures === 1 ? texts.failure : texts.failures, { count: failures })] : []),
    ...(warnings > 0 ? [fillIn(warnings === 1 ? texts.warning : texts.warnings, { count: warnings })] : []),
  ].join(', ');
  return [
    fillIn(texts.found, { counts, findings: findings.join(', ') }),
    knownMs > 0 ? fillIn(texts.known, { duration: duration(knownMs) }) : texts.unknown,
    ...(since === null
      ? []
      : [fillIn(texts.since, { date: new Date(since).toLocaleDateString('fr-FR', { dateStyle: 'long' }) })]),
  ];
}

/** « novembre 2026 » */
export function monthName(month: string): string {
  return new Date(`${month}-15T12:00:00`).toLocaleDateString('fr-FR', { month: 'long', year: 'numeric' });
}

function duration(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  if (minutes < 60) return `${minutes} min`;
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours < 48) return `${hours} h ${String(rest).padStart(2, '0')}`;
  return fillIn(texts.days, { count: Math.round(hours / 24) });
}
