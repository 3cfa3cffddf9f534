import type { Sealer } from './sealer.ts';

/** The same names and last digits come again and again. */
const MOST_REMEMBERED = 50_000;

/**
 * Gives terms of the blind index: the keyed digest of a text, cut to 32 bits. Equal texts give equal terms; now and
 * then several texts share one, so that a term alone proves nothing.
 */
export function blindTerms(sealer: Pick<Sealer, 'blind'>): (text: string) => number {
  const remembered = new Map<string, number>();
  return (text) => {
    const known = remembered.get(text);
    if (known !== undefined) return known;
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    const term = Buffer.from(sealer.blind(text, 'call log')).readUInt32BE(0);
    remembered.set(text, term);
    return term;
  };
}
