import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { type Failure, fail, ok, type Result } from '../failures/index.ts';
import type { SecretStorage, Vault } from './ports.ts';

/** A name is a file's: nothing that means something to a file system, on any of them. */
const NAME = /^[a-z][a-z0-9-]{0,63}$/;
/** Nothing that this program keeps comes near; in bytes. */
const LARGEST = 8 * 1024 * 1024;

/**
 * A vault of files, one a name, each encrypted whole by the system's secret storage. Never throws. What it sets aside
 * it reports: `Vault_SetAside`, with `file`.
 */
export class FileVault implements Vault {
  readonly #directory: string;
  readonly #storage: SecretStorage;
  readonly #report: (failure: Failure) => void;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(directory: string, storage: SecretStorage, report: (failure: Failure) => void) {
    this.#directory = directory;
    this.#storage = storage;
    this.#report = report;
  }

  get available(): boolean {
    try {
      return this.#storage.available;
    } catch {
      return false;
    }
  }

  read(name: string): string | null {
    const file = this.#fileOf(name);
    if (!NAME.test(name) || !this.available || !existsSync(file)) return null;
    const bytes = readWhole(file);
    const text = bytes && bytes.length <= LARGEST ? this.#decrypt(bytes) : null;
    if (text === null) this.#report(fail('Vault_SetAside', { file: setAside(file) }).failure);
    return text;
  }

  write(name: string, text: string): Promise<Result<undefined>> {
    return this.#inTurn(async () => {
      const bytes = NAME.test(name) ? this.#encrypt(text) : null;
      if (bytes === null || bytes.length > LARGEST) return fail('Vault_Unavailable');
      try {
        mkdirSync(this.#directory, { recursive: true, mode: 0o700 });
        await writeFileAtomic(this.#fileOf(name), Buffer.from(bytes), { mode: 0o600 });
        return ok();
      } catch {
        return fail('Vault_Unavailable');
      }
    });
  }

  remove(name: string): Promise<void> {
    return this.#inTurn(async () => {
      if (NAME.test(name)) removeFile(this.#fileOf(name));
    });
  }

  async flush(): Promise<void> {
    await this.#writing;
  }

  seal(text: string): string | null {
    const bytes = this.#encrypt(text);
    return bytes && Buffer.from(bytes).toString('base64');
  }

  open(sealed: string): string | null {
    return this.available ? this.#decrypt(Buffer.from(sealed, 'base64')) : null;
  }

  #fileOf(name: string): string {
    return join(this.#directory, `${name}.sealed`);
  }

  /** What was asked first is on disk first, a removal among writes too. */
  #inTurn<T>(operation: () => Promise<T>): Promise<T> {
    const done = this.#writing.then(operation);
    this.#writing = done;
    return done;
  }

  #encrypt(text: string): Uint8Array | null {
    try {
      return this.available ? this.#storage.encrypt(text) : null;
    } catch {
      return null;
    }
  }

  #decrypt(bytes: Uint8Array): string | null {
    try {
      return this.#storage.decrypt(bytes);
    } catch {
      return null;
    }
  }
}

function readWhole(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch {
    return null;
  }
}

/** Gives where it is now. One a name: what cannot be read any more does not pile up. */
function setAside(file: string): string {
  const aside = `${file}.illisible`;
  try {
    renameSync(file, aside);
    return aside;
  } catch {
    // It stays where it is, and counts as absent all the same.
    return file;
  }
}

function removeFile(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // A file that cannot be removed is not a reason to stop working.
  }
}
