import type { Trouble } from '../../stand/support/glpi.ts';

/** Numbers within 0 and 1, the same at each run (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const shares: readonly (readonly [number, (random: number) => Trouble])[] = [
  [0.05, () => 'reset'],
  [0.05, () => 'lost-answer'],
  [0.04, () => 'expired'],
  [0.04, () => 'bad-gateway'],
  [0.05, (random) => ({ slow: 100 + random * 700 })],
  // Longer than the program waits.
  [0.02, (random) => ({ late: 1_050 + random * 250 })],
];

/** One request in four meets something. */
export function troublesOf(random: () => number): () => Trouble {
  return () => {
    let at = random();
    for (const [share, trouble] of shares) {
      if (at < share) return trouble(random());
      at -= share;
    }
    return 'none';
  };
}
