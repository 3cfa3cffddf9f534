/** A character that was read, where, and how sure the reader is. */
export interface Glyph {
  readonly character: string;
  /** Its place in the segment's box, from 0 at the left to 1 at the right. */
  readonly at: number;
  /** From 0 to 1. */
  readonly confidence: number;
}

/** What a reader made of a segment. */
export interface Reading {
  readonly glyphs: readonly Glyph[];
}

export function textOf({ glyphs }: Reading): string {
  return glyphs.map(({ character }) => character).join('');
}

/** A reader is sure of a space only between words that it knows; its spaces count for nothing. */
const letters = ({ glyphs }: Reading): readonly Glyph[] =>
  glyphs.filter(({ character }) => character.trim() !== '');

/**
 * The reading's weakest character must reach this, the more the less there is to go by. It is low for a long text: the
 * reader has no letter for ç, ê or î, and hesitates there between those that it has.
 */
const leastConfidence = (count: number): number => (count < 5 ? 0.6 : 0.35);
const LEAST_MEAN = 0.8;

export function isConfident(reading: Reading): boolean {
  const read = letters(reading);
  if (read.length === 0) return false;
  const mean = read.reduce((sum, { confidence }) => sum + confidence, 0) / read.length;
  const least = leastConfidence(read.length);
  return mean >= LEAST_MEAN && read.every(({ confidence }) => confidence >= least);
}

/** How far ink may be from the middle of the character that it belongs to, in heights of the segment and in pixels. */
const REACH = 0.9;
const SLACK = 3;

/**
 * Whether each column of ink belongs to a character that was read. A reader passes over what it does not know, and
 * what it passed over would be released with the rest.
 */
export function explainsInk(
  reading: Reading,
  ink: readonly number[],
  width: number,
  height: number,
): boolean {
  const places = letters(reading).map(({ at }) => at * width);
  const reach = REACH * height + SLACK;
  return ink.every((column) => places.some((place) => Math.abs(place - column) <= reach));
}
