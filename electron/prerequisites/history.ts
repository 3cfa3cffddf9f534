import { mkdir, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { type Report, reportSchema } from './rules/report.ts';

/** As many as a workstation checked once a shift has in two weeks. */
const KEPT = 30;

/** The reports of the last runs, the newest last; they name nobody and rest in clear. */
export interface RunHistory {
  read(): Promise<readonly Report[]>;
  /** Adds a report; resolves to the one before it of the same site and environment, or null. */
  add(report: Report): Promise<Report | null>;
}

/** Keeps the history in `folder`. A file that cannot be read is set aside; one that cannot be written is reported. */
export function fileHistory(folder: string, onWriteFailure: (error: unknown) => void): RunHistory {
  const file = join(folder, 'verifications.json');
  let writing: Promise<unknown> = Promise.resolve();
  const read = async (): Promise<readonly Report[]> => {
    try {
      return z.array(reportSchema).parse(JSON.parse(await readFile(file, 'utf8')));
    } catch (error) {
      if (!isAbsent(error)) await rename(file, `${file}.illisible`).catch(() => undefined);
      return [];
    }
  };
  const addNow = async (report: Report): Promise<Report | null> => {
    const reports = await read();
    try {
      await mkdir(dirname(file), { recursive: true });
      const kept = [...reports, report].slice(-KEPT);
      await writeFileAtomic(file, `${JSON.stringify(kept)}\n`, { mode: 0o600 });
    } catch (error) {
      onWriteFailure(error);
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

function isAbsent(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}
