import { setImmediate } from 'node:timers/promises';
import type { Failure } from '../../failures/index.ts';
import type { Vault } from '../../vault/index.ts';
import type { JournalEntry } from './entry.ts';
import { JournalFile } from './file.ts';
import { readLine, timeOf, writeLine } from './line.ts';
import type { JournalNote } from './note.ts';

const DAY_MS = 86_400_000;
/** What a page is given at most, however long the file is. */
const MOST_SHOWN = 5_000;
/** Lines opened in one go: some milliseconds. */
const AT_A_TIME = 200;

/** The sign-ins of this workstation. */
export interface Journal {
  /** False where names cannot be kept encrypted: entries are then written without. */
  readonly keepsNames: boolean;
  /** Days after which an entry goes. */
  readonly days: number;
  /** Notes what happens now. Never fails towards the caller. */
  note(note: JournalNote): void;
  /** Every entry, the newest first. */
  entries(): Promise<readonly JournalEntry[]>;
  /** The newest entries, at most 5,000, and how many there are. */
  newest(): Promise<{ readonly entries: readonly JournalEntry[]; readonly total: number }>;
  /** Resolves when everything that can be written is. */
  close(): Promise<void>;
}

export interface SignInJournalOptions {
  /** Where `sign-ins.log` is. */
  readonly directory: string;
  readonly vault: Vault;
  readonly days: number;
  /** Told `Journal_SetAside` (with `file`), and `Journal_NotWritten` once until a line can be written again. */
  readonly report: (failure: Failure) => void;
  /** Milliseconds since the epoch. */
  readonly clock?: () => number;
}

/** The journal as a file to which lines are added, each sealed; what is too old goes at start and once a day. */
export class SignInJournal implements Journal {
  readonly days: number;
  readonly #vault: Vault;
  readonly #clock: () => number;
  readonly #file: JournalFile;
  readonly #daily: NodeJS.Timeout;

  constructor({ directory, vault, days, report, clock = Date.now }: SignInJournalOptions) {
    this.days = days;
    this.#vault = vault;
    this.#clock = clock;
    // Without secret storage nobody can tell whether a sealed line is readable: it may come back.
    const opens = (line: string) => !vault.available || readLine(line, vault) !== null;
    this.#file = new JournalFile({ directory, report, opens });
    this.#file.open(this.#oldest());
    this.#daily = setInterval(() => this.#file.prune(this.#oldest()), DAY_MS).unref();
  }

  get keepsNames(): boolean {
    return this.#vault.available;
  }

  note(note: JournalNote): void {
    this.#file.append(writeLine({ at: this.#clock(), ...note }, this.#vault));
  }

  async entries(): Promise<readonly JournalEntry[]> {
    return this.#read(await this.#lines());
  }

  /** Lines that cannot be opened are counted where they are not read. */
  async newest(): Promise<{ readonly entries: readonly JournalEntry[]; readonly total: number }> {
    const lines = await this.#lines();
    const entries = await this.#read(lines.slice(0, MOST_SHOWN));
    const rest = Math.max(0, lines.length - MOST_SHOWN);
    return { entries, total: entries.length + rest };
  }

  close(): Promise<void> {
    clearInterval(this.#daily);
    return this.#file.flush();
  }

  /** Those that are not too old, the newest first. */
  async #lines(): Promise<readonly string[]> {
    const lines = await this.#file.lines();
    return lines.filter((line) => (timeOf(line) ?? 0) >= this.#oldest()).reverse();
  }

  /** In steps: a call may ring meanwhile. */
  async #read(lines: readonly string[]): Promise<readonly JournalEntry[]> {
    const entries: JournalEntry[] = [];
    for (const [index, line] of lines.entries()) {
      const entry = readLine(line, this.#vault);
      if (entry) entries.push(entry);
      if (index % AT_A_TIME === AT_A_TIME - 1) await setImmediate();
    }
    return entries;
  }

  #oldest(): number {
    return this.#clock() - this.days * DAY_MS;
  }
}

/** A journal of which nothing rests, for training. */
export function memoryJournal({
  days,
  clock = Date.now,
}: Pick<SignInJournalOptions, 'days' | 'clock'>): Journal {
  let entries: readonly JournalEntry[] = [];
  return {
    keepsNames: true,
    days,
    note: (note) => {
      entries = [{ at: clock(), ...note }, ...entries].slice(0, MOST_SHOWN);
    },
    entries: async () => entries,
    newest: async () => ({ entries, total: entries.length }),
    close: async () => {},
  };
}
