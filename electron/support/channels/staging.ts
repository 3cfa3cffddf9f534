/** How much of an attachment goes from one process to another at a time: main copies it on the way. Bytes. */
export const PIECE = 256 * 1024;

/** More than letters under way need; the oldest go first. */
const MOST_STAGED = 24;

interface Staged {
  readonly bytes: Uint8Array;
  filled: number;
}

/** Attachments while a step needs them, put together from their pieces. */
export class Staging {
  readonly #staged = new Map<string, Staged>();

  /** A piece; those of an attachment come in order, from the first. */
  put(attachment: string, index: number, total: number, piece: Uint8Array): void {
    if (index === 0) this.#begin(attachment, total);
    const staged = this.#staged.get(attachment);
    const at = index * PIECE;
    if (!staged || staged.filled !== at || at + piece.length > staged.bytes.length) return;
    staged.bytes.set(piece, at);
    staged.filled += piece.length;
  }

  /** A whole one. */
  hold(attachment: string, bytes: Uint8Array): void {
    this.#begin(attachment, 0);
    this.#staged.set(attachment, { bytes, filled: bytes.length });
  }

  /** Null as long as a piece is missing. */
  whole(attachment: string): Uint8Array | null {
    const staged = this.#staged.get(attachment);
    return staged && staged.filled === staged.bytes.length ? staged.bytes : null;
  }

  /** Null past the end. */
  piece(attachment: string, index: number): Uint8Array | null {
    const bytes = this.whole(attachment);
    const at = index * PIECE;
    return bytes && at < bytes.length ? bytes.subarray(at, at + PIECE).slice() : null;
  }

  drop(attachment: string): void {
    this.#staged.delete(attachment);
  }

  #begin(attachment: string, total: number): void {
    this.#staged.delete(attachment);
    const [oldest] = this.#staged.size >= MOST_STAGED ? this.#staged.keys() : [];
    if (oldest !== undefined) this.#staged.delete(oldest);
    this.#staged.set(attachment, { bytes: new Uint8Array(total), filled: 0 });
  }
}
