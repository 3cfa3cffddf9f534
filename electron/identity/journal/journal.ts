import type { Failure } from '../../failures/index.ts';
import type { Vault } from '../../vault/index.ts';
import type { JournalEntry } from './entry.ts';
import { JournalFile } from './file.ts';
import { readLine, writeLine } from './line.ts';
import type { JournalNote } from './note.ts';

const DAY_MS = 86_400_000;
/** What is read at once, however long the file is. */
const MOST_ENTRIES = 5_000;

/** The sign-ins of this workstation. */
export interface Journal {
  /** False where names cannot be kept encrypted: entries are then written without. */
  readonly keepsNames: boolean;
  /** Days after which an entry goes. */
  readonly days: number;
  /** Notes what happens now. Never fails towards the caller. */
  note(note: JournalNote): void;
  /** The newest first, at most 5,000. */
  entries(): Promise<readonly JournalEntry[]>;
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
    const lines = await this.#file.lines();
    const entries: JournalEntry[] = [];
    for (const line of lines.reverse()) {
      const entry = readLine(line, this.#vault);
      if (entry && entry.at >= this.#oldest()) entries.push(entry);
      if (entries.length === MOST_ENTRIES) break;
    }
    return entries;
  }

  close(): Promise<void> {
    clearInterval(this.#daily);
    return this.#file.flush();
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
      entries = [{ at: clock(), ...note }, ...entries].slice(0, MOST_ENTRIES);
    },
    entries: async () => entries,
    close: async () => {},
  };
}
