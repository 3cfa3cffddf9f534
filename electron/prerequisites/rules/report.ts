import { createHash } from 'node:crypto';
import { z } from 'zod';
import texts from '../../../resources/fr/prerequisites/report.json' with { type: 'json' };
import { type CheckResult, type Group, groups, type Values, type Verdict } from './check.ts';
import { fillIn, textOf } from './findings.ts';

const verdictSchema = z.enum(['ok', 'warning', 'failure', 'not-applicable']);

/** Characters of what is said of one check: a report that is longer could not be read back. */
const LONGEST = { finding: 500, measured: 1_000, expected: 500, text: 2_000 } as const;

const entrySchema = z.strictObject({
  id: z.string().max(200),
  group: z.enum(groups),
  title: z.string().max(200),
  verdict: verdictSchema,
  /** In a few words what is the matter; absent where all is well. */
  finding: z.string().max(LONGEST.finding).optional(),
  code: z.string().max(100).optional(),
  measured: z.string().max(LONGEST.measured).optional(),
  expected: z.string().max(LONGEST.expected).optional(),
  figures: z.record(z.string(), z.number()).optional(),
  cause: z.string().max(LONGEST.text).optional(),
  remedy: z.string().max(LONGEST.text).optional(),
  who: z.enum(['operator', 'correspondent', 'network']).optional(),
  blockedBy: z.string().max(200).optional(),
  tookMs: z.number(),
});

/** One run, whole: what is shown, printed, sent. No person is named in it. */
export const reportSchema = z.strictObject({
  product: z.literal('bandeau'),
  format: z.literal(1),
  version: z.string().max(40),
  environment: z.string().max(40),
  site: z.string().max(80),
  /** When it was begun, ISO 8601. */
  date: z.iso.datetime(),
  /** Whether every check was run; false when it was cancelled, or only some were asked for. */
  complete: z.boolean(),
  verdict: z.enum(['ok', 'warning', 'failure']),
  counts: z.strictObject({ ok: z.int(), warning: z.int(), failure: z.int(), 'not-applicable': z.int() }),
  checks: z.array(entrySchema).max(500).readonly(),
  /** SHA-256 of all of the above: a report that was changed, or another one, has another. */
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
});

export type Report = z.infer<typeof reportSchema>;
export type ReportEntry = z.infer<typeof entrySchema>;

export interface ReportHeader {
  readonly version: string;
  readonly environment: string;
  readonly site: string;
  readonly date: Date;
  readonly complete: boolean;
}

/** Makes the report of a run. */
export function reportOf(results: readonly CheckResult[], header: ReportHeader): Report {
  const checks = results.map(entryOf);
  const count = (verdict: Verdict) => checks.filter((check) => check.verdict === verdict).length;
  const counts = {
    ok: count('ok'),
    warning: count('warning'),
    failure: count('failure'),
    'not-applicable': count('not-applicable'),
  };
  const content = {
    product: 'bandeau',
    format: 1,
    version: header.version,
    environment: header.environment,
    site: header.site,
    date: header.date.toISOString(),
    complete: header.complete,
    verdict: counts.failure > 0 ? 'failure' : counts.warning > 0 ? 'warning' : 'ok',
    counts,
    checks,
  } as const;
  return { ...content, fingerprint: fingerprintOf(content) };
}

/** Whether a report is as it was made. */
export function isIntact({ fingerprint, ...content }: Report): boolean {
  return fingerprintOf(content) === fingerprint;
}

/** The first digits, in groups: what two people compare on the telephone. */
export function shortFingerprint({ fingerprint }: Pick<Report, 'fingerprint'>): string {
  return (fingerprint.slice(0, 12).match(/.{4}/g) ?? []).join(' ');
}

/** A result as a report and a page tell it. */
export function entryOf({ id, group, title, finding, took, blockedBy }: CheckResult): ReportEntry {
  const { verdict, measured, expected, figures } = finding;
  const told = finding.verdict === 'ok' ? null : textOf(finding.code, withoutNames(finding.values));
  return {
    id,
    group,
    title,
    verdict,
    ...(finding.verdict === 'ok' || !told
      ? {}
      : { finding: cut(told.title, LONGEST.finding), code: finding.code }),
    ...(measured === undefined ? {} : { measured: cut(withoutAccount(measured), LONGEST.measured) }),
    ...(expected === undefined ? {} : { expected: cut(expected, LONGEST.expected) }),
    ...(figures === undefined ? {} : { figures }),
    ...(told ? { cause: cut(told.cause, LONGEST.text) } : {}),
    ...(told?.remedy === undefined ? {} : { remedy: cut(told.remedy, LONGEST.text) }),
    ...(told?.who === undefined ? {} : { who: told.who }),
    ...(blockedBy === undefined ? {} : { blockedBy }),
    tookMs: took,
  };
}

function withoutNames(values: Values = {}): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? withoutAccount(value) : value,
    ]),
  );
}

/** The name of an account may be in the path of a file, with spaces in it where a folder follows. */
function withoutAccount(text: string): string {
  return text.replaceAll(
    /((?:\/home|\/Users|\b[A-Z]:\\Users)[\\/])(?:[^\\/,\n]{1,100}(?=[\\/])|[^\\/,\s]+)/gi,
    '$1…',
  );
}

/** A server may have hundreds of names. */
function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

/** Of the same content in the same order of keys, whoever wrote them. */
function fingerprintOf(content: object): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(content)))
    .digest('hex');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, sorted(one)]),
  );
}

const marks: Readonly<Record<Verdict, string>> = {
  ok: '✓',
  warning: '!',
  failure: '✗',
  'not-applicable': '–',
};

/** The report as a page of text, as it is read, copied and printed; `verbose` shows also what is well in detail. */
export function textReport(
  report: Report,
  { verbose = true, changes = [] }: { verbose?: boolean; changes?: readonly string[] } = {},
): string {
  const lines = [
    texts.title,
    fillIn(texts.header, {
      site: report.site,
      environment: report.environment,
      version: report.version,
      date: new Date(report.date).toLocaleString('fr-FR', { dateStyle: 'long', timeStyle: 'short' }),
    }),
    texts.verdict[report.verdict],
    ...(report.complete ? [] : [texts.partial]),
    ...changes,
    '',
    ...groups.flatMap((group) => groupLines(report, group, verbose)),
    fillIn(texts.counts, {
      ok: report.counts.ok,
      warning: report.counts.warning,
      failure: report.counts.failure,
      none: report.counts['not-applicable'],
    }),
    fillIn(texts.fingerprint, { fingerprint: shortFingerprint(report) }),
  ];
  return `${lines.join('\n')}\n`;
}

function groupLines({ checks }: Report, group: Group, verbose: boolean): readonly string[] {
  const own = checks.filter((check) => check.group === group);
  if (own.length === 0) return [];
  return [texts.groups[group], ...own.flatMap((check) => entryLines(check, verbose)), ''];
}

function entryLines(check: ReportEntry, verbose: boolean): readonly string[] {
  const { verdict, title, finding, measured, expected, cause, remedy, who } = check;
  const said = [finding, measured].filter((part) => part !== undefined).join(' ; ');
  const head = `  ${marks[verdict]} ${title}${said ? ` : ${said}` : ''}`;
  if (verdict === 'ok' || (verdict === 'not-applicable' && !verbose)) return [head];
  if (check.blockedBy !== undefined) return [head, `      ${cause}`];
  const indented = (label: string, text: string | undefined) => (text ? [`      ${label} ${text}`] : []);
  return [
    head,
    ...indented(texts.cause, cause),
    ...indented(texts.expected, expected),
    ...indented(who ? `${texts.remedy} (${texts.who[who]}) :` : `${texts.remedy} :`, remedy),
  ];
}

/** Names of groups, verdicts and actors, for whoever shows a report. */
export const reportTexts = texts;
