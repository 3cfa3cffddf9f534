/** What becomes of the answers that pass: each by its number, so that what was done is known exactly. */
export interface Law {
  /** Milliseconds that each is held back. */
  readonly delay: number;
  /** Milliseconds more, at most: from one to the next all over that range. */
  readonly jitter: number;
  /** Each that many-th is lost; 0 loses none. */
  readonly dropEvery: number;
}

export type RelayOrder = { readonly type: 'law'; readonly law: Law } | { readonly type: 'count' };

const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** Milliseconds that answer `index` is held back, or null where it is lost. */
export function injected({ delay, jitter, dropEvery }: Law, index: number): number | null {
  if (dropEvery > 0 && index % dropEvery === dropEvery - 1) return null;
  // A sequence that covers the range evenly (Weyl): what a short run has of it is what a long one has.
  return delay + jitter * ((index * GOLDEN) % 1);
}

/** What the first `count` answers went through, in the same terms as the measurement. */
export function truthOf(law: Law, count: number): { readonly jitter: number; readonly loss: number } {
  const all = Array.from({ length: count }, (_, index) => injected(law, index));
  const held = all.filter((late) => late !== null);
  const differences = held.slice(1).map((late, index) => Math.abs(late - (held[index] ?? late)));
  const sum = differences.reduce((total, one) => total + one, 0);
  return { jitter: sum / Math.max(1, differences.length), loss: (1 - held.length / count) * 100 };
}
