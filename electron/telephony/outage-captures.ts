import { z } from 'zod';
import { fail, ok, type Result } from '../failures/index.ts';
import { Subject } from '../shared/listeners.ts';
import type { Vault } from '../vault/index.ts';
import { type OutageCause, outageCauses } from './outage.ts';

/** What is known of a capture without looking at it; no picture ever leaves for a page. */
export interface Capture {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** What was wrong then; null where somebody kept it while all was well. */
  readonly cause: OutageCause | null;
}

/** One of our windows as it was, PNG. */
export interface WindowPicture {
  readonly window: 'bar' | 'station';
  readonly png: Uint8Array;
}

export interface CapturesState {
  /** Whether any can be kept: the workstation has secret storage, and the site wants them. */
  readonly possible: boolean;
  /** The newest first. */
  readonly kept: readonly Capture[];
}

export interface OutageCapturesOptions {
  /** Where they rest, encrypted; without secret storage nothing is kept. */
  readonly vault: Vault;
  /** Days for which they are kept; 0 keeps none. */
  readonly days: number;
  /** Pictures of our own windows, those that are there. */
  readonly take: () => Promise<readonly WindowPicture[]>;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/** A workstation is no archive. */
export const MOST_CAPTURES = 5;
const DAY = 86_400_000;
const INDEX = 'outage-captures';

const indexSchema = z.array(
  z.object({
    id: z.string().regex(/^[a-z0-9-]{1,40}$/),
    at: z.int(),
    cause: z.enum(outageCauses).nullable(),
  }),
);
const picturesSchema = z.array(z.object({ window: z.enum(['bar', 'station']), png: z.base64() }));

/**
 * What the bar and the station showed when an outage began, kept for whoever reports it later: at most five, for some
 * days, always encrypted.
 */
export class OutageCaptures {
  readonly state: Subject<CapturesState>;
  readonly #options: OutageCapturesOptions;
  readonly #now: () => number;
  /** How often they were all removed: what was being taken then is not kept either. */
  #removals = 0;

  constructor(options: OutageCapturesOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    const kept = this.#possible ? readIndex(options.vault) : [];
    this.state = new Subject({ possible: this.#possible, kept });
    void this.purge();
  }

  /** Takes pictures now and keeps them, unless `forget` comes meanwhile. Fails with `Outage_CaptureNotKept`. */
  async keep(cause: OutageCause | null): Promise<Result<undefined>> {
    if (!this.#possible) return fail('Outage_CaptureNotKept');
    const at = this.#now();
    const removals = this.#removals;
    const pictures = await this.#options.take();
    const id = `${at}-${this.state.get().kept.length}`;
    const text = JSON.stringify(
      pictures.map(({ window, png }) => ({ window, png: Buffer.from(png).toString('base64') })),
    );
    const written = pictures.length > 0 && (await this.#options.vault.write(nameOf(id), text)).ok;
    if (!written) return fail('Outage_CaptureNotKept');
    if (removals !== this.#removals) {
      await this.#options.vault.remove(nameOf(id));
      return ok();
    }
    await this.#setKept([{ id, at, cause }, ...this.state.get().kept]);
    return ok();
  }

  /** The pictures of one capture, for a report; empty when it is not there any more. */
  read(id: string): readonly WindowPicture[] {
    if (!this.state.get().kept.some((one) => one.id === id)) return [];
    const read = picturesSchema.safeParse(parsed(this.#options.vault.read(nameOf(id))));
    return (read.data ?? []).map(({ window, png }) => ({ window, png: Buffer.from(png, 'base64') }));
  }

  /** Removes those that are too old. */
  purge(): Promise<void> {
    return this.#setKept(this.state.get().kept);
  }

  /** Removes them all, and whatever is being taken. */
  forget(): Promise<void> {
    this.#removals += 1;
    return this.#setKept([]);
  }

  get #possible(): boolean {
    return this.#options.days > 0 && this.#options.vault.available;
  }

  async #setKept(wanted: readonly Capture[]): Promise<void> {
    const { vault, days } = this.#options;
    const before = this.state.get().kept;
    const oldest = this.#now() - days * DAY;
    const kept = wanted.filter(({ at }) => at > oldest).slice(0, MOST_CAPTURES);
    const gone = [...before, ...wanted].filter(({ id }) => !kept.some((one) => one.id === id));
    if (gone.length === 0 && kept.length === before.length) return;
    this.state.set({ possible: this.#possible, kept });
    await vault.write(INDEX, JSON.stringify(kept));
    await Promise.all(gone.map(({ id }) => vault.remove(nameOf(id))));
  }
}

function nameOf(id: string): string {
  return `outage-capture-${id}`;
}

function readIndex(vault: Vault): readonly Capture[] {
  return indexSchema.safeParse(parsed(vault.read(INDEX))).data ?? [];
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
