import { previousOf, type RunHistory } from './history.ts';
import type { ReportPrinter, Sheet } from './ports.ts';
import { changeLines } from './rules/changes.ts';
import { type Report, textReport } from './rules/report.ts';

/** A report as it leaves the workstation: all three say the same. */
export interface ReportDocuments {
  readonly text: string;
  readonly json: string;
  /** Laid out when it is asked for. Rejects when it cannot be. */
  pdf(): Promise<Buffer>;
}

export interface KeptRunsOptions {
  readonly history: RunHistory;
  /** The run that is shown: it may be one that is not kept, stopped before its end or begun again in part. */
  readonly current: () => Report | null;
  /** Whose runs these are: what was verified elsewhere is not to be compared with it. */
  readonly here: () => Pick<Report, 'site' | 'environment'>;
  readonly printer: ReportPrinter;
}

/** The last runs of this site: read, compared, printed, and handed on by their fingerprints. */
export class KeptRuns {
  readonly #options: KeptRunsOptions;

  constructor(options: KeptRunsOptions) {
    this.#options = options;
  }

  /** Those that are kept, the newest first. */
  async list(): Promise<readonly Report[]> {
    const { history, here } = this.#options;
    const { site, environment } = here();
    const own = (await history.read()).filter((one) => one.site === site && one.environment === environment);
    return own.toReversed();
  }

  /** The run with this fingerprint and what it changed; null where it is not kept, or no longer. */
  async find(fingerprint: string): Promise<Sheet | null> {
    const current = this.#options.current();
    const kept = await this.list();
    const report = [...(current ? [current] : []), ...kept].find((one) => one.fingerprint === fingerprint);
    if (!report) return null;
    const earlier = kept.filter(({ date }) => date < report.date).toReversed();
    const previous = previousOf(earlier, report);
    return { report, changes: previous ? changeLines(previous, report) : [] };
  }

  /** What the later of two runs found otherwise than the earlier one, as lines; null where one is not kept. */
  async compare(one: string, other: string): Promise<readonly string[] | null> {
    const [first, second] = [(await this.find(one))?.report, (await this.find(other))?.report];
    if (!first || !second) return null;
    return first.date <= second.date ? changeLines(first, second) : changeLines(second, first);
  }

  /** What is saved of a run, or attached to a request; null where it is not kept. */
  async documents(fingerprint: string): Promise<ReportDocuments | null> {
    const sheet = await this.find(fingerprint);
    if (!sheet) return null;
    return {
      text: textReport(sheet.report, { changes: sheet.changes }),
      json: `${JSON.stringify(sheet.report, null, 2)}\n`,
      pdf: () => this.#options.printer.pdf(sheet),
    };
  }

  /** Through the system's dialog. Whether there was such a run, and how that ended. */
  async print(fingerprint: string): Promise<Awaited<ReturnType<ReportPrinter['print']>> | null> {
    const sheet = await this.find(fingerprint);
    return sheet && this.#options.printer.print(sheet);
  }
}
