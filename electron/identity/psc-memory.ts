import { type Observable, Subject } from '../shared/listeners.ts';
import type { Vault } from '../vault/index.ts';

const NAME = 'psc-identifier';

/** The RPPS number that a person asked this workstation to remember; it rests in the vault, or nowhere. */
export class PscMemory {
  readonly #vault: Vault;
  readonly #identifier: Subject<string | null>;

  constructor(vault: Vault) {
    this.#vault = vault;
    this.#identifier = new Subject(vault.read(NAME));
  }

  get available(): boolean {
    return this.#vault.available;
  }

  get identifier(): Observable<string | null> {
    return this.#identifier;
  }

  /** Remembers what was typed, or forgets what was remembered. */
  async keep(identifier: string | null): Promise<void> {
    if (identifier === this.#identifier.get()) return;
    if (identifier === null) await this.#vault.remove(NAME);
    else if (!(await this.#vault.write(NAME, identifier)).ok) return;
    this.#identifier.set(identifier);
  }
}
