import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { readOrSetAside } from './read-or-set-aside.ts';
import { type Report, reportSchema } from './rules/report.ts';

/** As many as a workstation checked once a shift has in two weeks. */
const KEPT = 30;

/** The reports of the last runs, the newest last; they name nobody and rest in clear. */
export interface RunHistory {
  read(): Promise<readonly Report[]>;
  /** Adds a report; resolves to the one before it of the same site and environment, or null. */
  add(report: Report): Promise<Report | null>;
}

/** Keeps the history in `folder`. A file that cannot be read is set aside; that, and one that cannot be written, is told. */
export function fileHistory(folder: string, onFileFailure: (error: unknown) => void): RunHistory {
  const file = join(folder, 'verifications.json');
  let writing: Promise<unknown> = Promise.resolve();
  const read = async (): Promise<readonly Report[]> =>
    (await readOrSetAside(file, z.array(reportSchema), onFileFailure)) ?? [];
  const addNow = async (report: Report): Promise<Report | null> => {
    const reports = await read();
    try {
      await mkdir(dirname(file), { recursive: true });
      const kept = [...reports, report].slice(-KEPT);
      await writeFileAtomic(file, `${JSON.stringify(kept)}\n`, { mode: 0o600 });
    } catch (error) {
      onFileFailure(error);
    }
    return previousOf(reports, report);
  };
  return {
    read,
    add: (report) => {
      const added = writing.then(() => addNow(report));
      writing = added.catch(() => undefined);
      return added;
    },
  };
}

/** The newest complete report of the same site and environment. */
export function previousOf(reports: readonly Report[], { site, environment }: Report): Report | null {
  return (
    reports.findLast((one) => one.complete && one.site === site && one.environment === environment) ?? null
  );
}
