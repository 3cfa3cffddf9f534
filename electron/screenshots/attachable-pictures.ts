import { randomBytes, randomUUID } from 'node:crypto';
import { fail, ok, type Result } from '../failures/index.ts';
import { type Observable, Subject } from '../shared/listeners.ts';
import type { AttachablePicture, PictureSummary } from './ports.ts';

/** As the support's forms take them. */
export const MOST_PICTURES = 3;
/** In bytes. */
export const LARGEST_PICTURE = 10 * 1024 * 1024;

const extensions = { 'image/png': 'png', 'image/jpeg': 'jpg' } as const;

/**
 * Masked pictures that a person confirmed, until a report takes them. In memory only: they go with the session and with
 * the program, and nothing of them has to be found again after a crash.
 */
export class AttachablePictures {
  readonly #state = new Subject<readonly PictureSummary[]>([]);
  readonly #bytes = new Map<string, Uint8Array>();

  /** Those that are there, the oldest first. */
  get state(): Observable<readonly PictureSummary[]> {
    return this.#state;
  }

  /** Why no more can be kept, before work is put into one: `Screenshot_TooMany`. */
  room(): Result<undefined> {
    return this.#state.get().length < MOST_PICTURES
      ? ok()
      : fail('Screenshot_TooMany', { most: MOST_PICTURES });
  }

  /** Keeps one under a name of its own. Fails with `Screenshot_TooMany`, `Screenshot_TooHeavy`. */
  add(picture: Omit<AttachablePicture, 'id' | 'name' | 'size'>): Result<PictureSummary> {
    const room = this.room();
    if (!room.ok) return room;
    const { bytes, ...told } = picture;
    if (bytes.length > LARGEST_PICTURE) {
      return fail('Screenshot_TooHeavy', { most: LARGEST_PICTURE / 1024 / 1024 });
    }
    const name = `capture-${randomBytes(6).toString('hex')}.${extensions[picture.type]}`;
    const summary: PictureSummary = { ...told, id: randomUUID(), name, size: bytes.length };
    this.#bytes.set(summary.id, bytes);
    this.#state.set([...this.#state.get(), summary]);
    return ok(summary);
  }

  /** The picture itself, which stays; null where there is none. */
  read(id: string): AttachablePicture | null {
    const summary = this.#state.get().find((one) => one.id === id);
    const bytes = this.#bytes.get(id);
    return summary && bytes ? { ...summary, bytes } : null;
  }

  /** Gives the picture to who keeps it from now on; null where there is none. */
  take(id: string): AttachablePicture | null {
    const picture = this.read(id);
    this.#drop([id]);
    return picture;
  }

  remove(id: string): void {
    this.#bytes.get(id)?.fill(0);
    this.#drop([id]);
  }

  /** Removes them all. */
  forget(): void {
    for (const { id } of this.#state.get()) this.remove(id);
  }

  #drop(ids: readonly string[]): void {
    for (const id of ids) this.#bytes.delete(id);
    const left = this.#state.get().filter(({ id }) => !ids.includes(id));
    if (left.length < this.#state.get().length) this.#state.set(left);
  }
}
