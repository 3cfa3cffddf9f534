import { mkdir, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import {
  afterLook,
  type FollowUp,
  type FollowUpRules,
  followUpSchema,
  type Look,
  noFollowUp,
} from './rules/follow-up.ts';

/** What is remembered of the looks at this workstation, month by month; it rests in clear, and names nobody. */
export interface FollowUpStore {
  read(): Promise<FollowUp>;
  /** Resolves when it is kept. Never rejects. */
  add(look: Look): Promise<void>;
}

export interface FollowUpOptions extends FollowUpRules {
  /** Null: it goes with the program. */
  readonly folder: string | null;
  readonly onWriteFailure: (error: unknown) => void;
}

/** A file that cannot be read is set aside; one that cannot be written is reported, and goes on in memory. */
export function openFollowUp({ folder, onWriteFailure, ...rules }: FollowUpOptions): FollowUpStore {
  const file = folder === null ? null : join(folder, 'suivi.json');
  let known: Promise<FollowUp> | null = null;
  let isUnwritten = false;

  const load = async (): Promise<FollowUp> => {
    if (file === null) return noFollowUp;
    try {
      return followUpSchema.parse(JSON.parse(await readFile(file, 'utf8')));
    } catch (error) {
      if (!isAbsent(error)) await rename(file, `${file}.illisible`).catch(() => undefined);
      return noFollowUp;
    }
  };
  const keep = async (followUp: FollowUp): Promise<void> => {
    if (file === null) return;
    try {
      await mkdir(dirname(file), { recursive: true });
      await writeFileAtomic(file, `${JSON.stringify(followUp)}\n`, { mode: 0o600 });
      isUnwritten = false;
    } catch (error) {
      // Said once: the disk may stay full for a while.
      if (!isUnwritten) onWriteFailure(error);
      isUnwritten = true;
    }
  };
  const read = (): Promise<FollowUp> => {
    known ??= load();
    return known;
  };
  return {
    read,
    add: async (look) => {
      known = read().then(async (before) => {
        const after = afterLook(before, look, rules);
        await keep(after);
        return after;
      });
      await known;
    },
  };
}

function isAbsent(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}
