import { appendFile, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { type Failure, fail } from '../../failures/index.ts';
import { isSealed, timeOf } from './line.ts';

const NAME = 'sign-ins.log';
const ASIDE = '.illisible';
const OWNER_ONLY = { mode: 0o600 };
/** Decades of work; in bytes. */
const LARGEST = 64 * 1024 * 1024;
/** What waits for room on the disk. */
const MOST_WAITING = 1_000;

export interface JournalFileOptions {
  readonly directory: string;
  readonly report: (failure: Failure) => void;
  /** Whether a line can be read. */
  readonly opens: (line: string) => boolean;
}

/** A file of lines, added to one by one. Each operation runs after the one before; none fails towards the caller. */
export class JournalFile {
  readonly #directory: string;
  readonly #file: string;
  readonly #report: (failure: Failure) => void;
  readonly #opens: (line: string) => boolean;
  #running: Promise<unknown> = Promise.resolve();
  #waiting: string[] = [];
  /** The last line has no end: the program, the machine or the disk stopped in its middle. */
  #torn = false;
  #reported = false;

  constructor({ directory, report, opens }: JournalFileOptions) {
    this.#directory = directory;
    this.#file = join(directory, NAME);
    this.#report = report;
    this.#opens = opens;
  }

  /** Sets an unreadable file aside; lines from before `oldest` go, and what was set aside before it too. */
  open(oldest: number): void {
    this.#inTurn(async () => {
      await mkdir(this.#directory, { recursive: true, mode: 0o700 }).catch(() => {});
      const text = await this.#readOrSetAside();
      this.#torn = text !== '' && !text.endsWith('\n');
    });
    this.prune(oldest);
  }

  /** Removes what is older than `oldest`, milliseconds since the epoch. */
  prune(oldest: number): void {
    this.#inTurn(async () => {
      await this.#removeAsideBefore(oldest);
      const lines = linesOf(await readText(this.#file));
      const kept = lines.filter((line) => (timeOf(line) ?? 0) >= oldest);
      if (kept.length === lines.length) return;
      await writeFileAtomic(this.#file, kept.map((line) => `${line}\n`).join(''), OWNER_ONLY);
      this.#torn = false;
    });
  }

  append(line: string): void {
    this.#waiting = [...this.#waiting, line].slice(-MOST_WAITING);
    this.#inTurn(() => this.#write());
  }

  /** Every whole line, the oldest first; those that wait for room on the disk too. */
  async lines(): Promise<string[]> {
    await this.#running;
    return [...linesOf(await readText(this.#file).catch(() => '')), ...this.#waiting];
  }

  async flush(): Promise<void> {
    await this.#running;
  }

  #inTurn(operation: () => Promise<void>): void {
    this.#running = this.#running.then(operation).catch(() => this.#tellNotWritten());
  }

  /** What could not be written waits for the next time, after the half line that may be there. */
  async #write(): Promise<void> {
    for (let [line] = this.#waiting; line !== undefined; [line] = this.#waiting) {
      const before = this.#torn ? '\n' : '';
      this.#torn = true;
      await appendFile(this.#file, `${before}${line}\n`, OWNER_ONLY);
      this.#torn = false;
      this.#waiting = this.#waiting.slice(1);
    }
    this.#reported = false;
  }

  async #readOrSetAside(): Promise<string> {
    const text = await readText(this.#file).catch(() => null);
    if (text !== null && (text === '' || this.#isReadable(linesOf(text)))) return text;
    const aside = `${this.#file}.${new Date().toISOString().replaceAll(':', '-')}${ASIDE}`;
    const moved = await rename(this.#file, aside).then(
      () => true,
      () => false,
    );
    this.#report(fail('Journal_SetAside', { file: moved ? aside : this.#file }).failure);
    return moved ? '' : (text ?? '');
  }

  /** One line is enough; a torn one alone is not a reason either. */
  #isReadable(lines: readonly string[]): boolean {
    if (lines.length === 0) return true;
    const known = lines.filter((line) => timeOf(line) !== null);
    return known.some((line) => !isSealed(line)) || known.reverse().some(this.#opens);
  }

  async #removeAsideBefore(oldest: number): Promise<void> {
    const names = await readdir(this.#directory).catch(() => []);
    for (const name of names.filter((name) => name.startsWith(NAME) && name.endsWith(ASIDE))) {
      const file = join(this.#directory, name);
      const { mtimeMs } = await stat(file);
      if (mtimeMs < oldest) await rm(file, { force: true });
    }
  }

  #tellNotWritten(): void {
    if (this.#reported) return;
    this.#reported = true;
    this.#report(fail('Journal_NotWritten').failure);
  }
}

async function readText(file: string): Promise<string> {
  try {
    if ((await stat(file)).size > LARGEST) throw new Error('larger than any journal');
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

/** A last line without its end is left out. */
function linesOf(text: string): string[] {
  return text
    .split('\n')
    .slice(0, -1)
    .filter((line) => line !== '');
}
