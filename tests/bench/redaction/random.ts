/** A generator that gives the same numbers for the same seed (mulberry32). */
export interface Random {
  /** A whole number from `least` to `most`. */
  int(least: number, most: number): number;
  one<T>(choices: readonly [T, ...T[]]): T;
  /** So many digits. */
  digits(count: number): string;
}

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return {
    int,
    one: (choices) => choices[int(0, choices.length - 1)] ?? choices[0],
    digits: (count) => Array.from({ length: count }, () => int(0, 9)).join(''),
  };
}
