import { bare, fold } from './fold.ts';
import { type Format, hasFormat, mayBeginFormat } from './formats.ts';
import { identifiersIn } from './identifiers.ts';

/** What an administrator checked: texts of applications that name nobody. */
export interface AllowListSource {
  readonly labels: readonly string[];
  readonly formats: readonly Format[];
}

/** Texts that may be shown, ready to be asked. */
export interface AllowList {
  /** Whether the whole of `text` is a known label or a known format. Never a part of it. */
  allows(text: string): boolean;
  /** Whether anything allowed may begin with `text`, which lacks an end. */
  mayBegin(text: string): boolean;
  /** Characters of the longest label, without spaces: what is longer need not be read. */
  readonly longest: number;
  readonly count: number;
}

/** A shorter one may be anybody's initials. Letters. */
const LEAST_LETTERS = 3;

/** Labels that are too short or that hold an identifier are passed over, whoever put them there. */
export function createAllowList(sources: readonly AllowListSource[]): AllowList {
  const labels = new Set(sources.flatMap((source) => source.labels.filter(isUsable).flatMap(asRead)));
  const formats = new Set(sources.flatMap((source) => source.formats));
  const beginnings = new Set([...labels].flatMap((label) => beginningsOf(label)));
  const longest = [...labels].reduce((most, label) => Math.max(most, label.length), LONGEST_FORMAT);
  return {
    allows: (text) => (labels.has(bare(fold(text))) && !holdsIdentifier(text)) || hasFormat(text, formats),
    mayBegin: (text) => {
      const start = bare(fold(text));
      return beginnings.has(start.slice(0, BEGINNING)) || mayBeginFormat(text, formats);
    },
    longest,
    count: labels.size,
  };
}

/** What the reader may make of a label: it has no ç, and takes it for a c or a g. */
function asRead(label: string): string[] {
  const folded = bare(fold(label));
  return /ç/i.test(label) ? [folded, bare(fold(label.replace(/ç/gi, 'g')))] : [folded];
}

const LONGEST_FORMAT = 24;

/** Characters of a label that tell it from most of what is none. */
const BEGINNING = 4;

const beginningsOf = (label: string): string[] =>
  Array.from({ length: BEGINNING + 1 }, (_, length) => label.slice(0, length));

/** Whether `label` can be on a list at all. */
export function isUsable(label: string): boolean {
  return (label.match(/\p{L}/gu)?.length ?? 0) >= LEAST_LETTERS && !holdsIdentifier(label);
}

const holdsIdentifier = (text: string): boolean => identifiersIn(text).length > 0;
