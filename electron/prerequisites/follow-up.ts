import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { readOrSetAside } from './read-or-set-aside.ts';
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
  readonly onFileFailure: (error: unknown) => void;
}

/** A file that cannot be read is set aside; that, and one that cannot be written, is told, and all goes on in memory. */
export function openFollowUp({ folder, onFileFailure, ...rules }: FollowUpOptions): FollowUpStore {
  const file = folder === null ? null : join(folder, 'suivi.json');
  let known: Promise<FollowUp> | null = null;
  let isUnwritten = false;

  const load = async (): Promise<FollowUp> =>
    (file === null ? null : await readOrSetAside(file, followUpSchema, onFileFailure)) ?? noFollowUp;
  const keep = async (followUp: FollowUp): Promise<void> => {
    if (file === null) return;
    try {
      await mkdir(dirname(file), { recursive: true });
      await writeFileAtomic(file, `${JSON.stringify(followUp)}\n`, { mode: 0o600 });
      isUnwritten = false;
    } catch (error) {
      // Said once: the disk may stay full for a while.
      if (!isUnwritten) onFileFailure(error);
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
