import type { LogEntry } from './entry.ts';
import type { LogQuery } from './query.ts';

/**
 * By which terms an entry is found, and whether it is what was looked for. A term is a coarse net, whose texts go
 * through the blind index; each entry that it brings is then read and judged exactly.
 */

/** How many last digits of a number are terms. */
const SUFFIXES = [9, 6, 4] as const;
const SHORTEST_SUFFIX = 4;
/** How long the beginnings of words are that are terms. */
const PREFIXES = [6, 5, 4, 3, 2] as const;
const SHORTEST_PREFIX = 2;
/** Names come from the network: nobody looks for the ninth word. */
const MOST_WORDS = 8;

/** Every entry has it. */
export const EVERY_TERM = '*';

export function agentTerm(subject: string): string {
  return `a:${subject}`;
}

/** All terms of an entry, each once. */
export function termsOf(entry: LogEntry): readonly string[] {
  const terms = new Set([EVERY_TERM]);
  if (entry.agent) terms.add(agentTerm(entry.agent.subject));
  for (const number of numbersOf(entry)) {
    for (const length of SUFFIXES) {
      if (number.length >= length) terms.add(suffixTerm(number, length));
    }
    if (number.length < SHORTEST_SUFFIX) terms.add(wholeTerm(number));
  }
  for (const word of wordsOf(entry)) {
    for (const length of PREFIXES) {
      if (word.length >= length) terms.add(prefixTerm(word, length));
    }
  }
  return [...terms];
}

/** What a query is looked for by: terms that all have to be there, and what decides on what they bring. */
export interface Search {
  readonly terms: readonly string[];
  matches(entry: LogEntry): boolean;
}

/** What an entry has to be to be on a page of this query, whatever the page. */
export function matchesQuery(query: LogQuery): (entry: LogEntry) => boolean {
  const { direction, outcomes, from, to } = query;
  const search = searchOf(query);
  return (entry) =>
    (direction === null || entry.direction === direction) &&
    (outcomes === null || outcomes.includes(entry.outcome)) &&
    (from === null || entry.beganAt >= from) &&
    (to === null || entry.beganAt < to) &&
    search.matches(entry);
}

export function searchOf({ text, agent }: Pick<LogQuery, 'text' | 'agent'>): Search {
  const { numbers, words } = readText(text);
  const terms = [
    ...numbers.map((number) => {
      const length = SUFFIXES.find((one) => one <= number.length);
      return length ? suffixTerm(number, length) : wholeTerm(number);
    }),
    ...words.flatMap((word) => {
      const length = PREFIXES.find((one) => one <= word.length);
      return length ? [prefixTerm(word, length)] : [];
    }),
    ...(agent === null ? [] : [agentTerm(agent)]),
  ];
  return {
    terms,
    matches: (entry) =>
      (agent === null || entry.agent?.subject === agent) &&
      numbers.every((typed) => numbersOf(entry).some((number) => isNumber(number, typed))) &&
      words.every((typed) => wordsOf(entry).some((word) => word.startsWith(typed))),
  };
}

/** A text of digits and what people put between them is one number; else its words, and the numbers among them. */
function readText(text: string): { readonly numbers: readonly string[]; readonly words: readonly string[] } {
  if (/\d/.test(text) && /^[\d\s.+()#*/\u2010-\u2015-]+$/u.test(text)) {
    return { numbers: [digitsOf(text)], words: [] };
  }
  const all = splitWords(text).slice(0, MOST_WORDS);
  const isLong = (word: string) => /^\d+$/.test(word) && word.length >= SHORTEST_SUFFIX;
  return {
    numbers: all.filter(isLong).map(digitsOf),
    words: all.filter((word) => !isLong(word) && word.length >= SHORTEST_PREFIX),
  };
}

function isNumber(number: string, typed: string): boolean {
  return typed.length < SHORTEST_SUFFIX ? number === typed : number.endsWith(typed);
}

function numbersOf({ number, members }: LogEntry): readonly string[] {
  const all = [number, ...members.map((member) => member.number)];
  return all.flatMap((one) => (one === null ? [] : [digitsOf(one)])).filter((digits) => digits !== '');
}

function wordsOf({ name, members, room }: LogEntry): readonly string[] {
  return [name, room, ...members.map(({ displayName }) => displayName)].flatMap((text) =>
    splitWords(text ?? '').slice(0, MOST_WORDS),
  );
}

/** National numbers lose +33 and 0033: exchanges write either. */
function digitsOf(number: string): string {
  return number
    .replace(/[^\d+]/g, '')
    .replace(/^(?:\+|00)33(?=[1-9]\d{8}$)/, '0')
    .replaceAll('+', '');
}

/** Without accents and capitals. */
function splitWords(text: string): readonly string[] {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

const suffixTerm = (digits: string, length: number) => `n${length}:${digits.slice(-length)}`;
const wholeTerm = (digits: string) => `n:${digits}`;
const prefixTerm = (word: string, length: number) => `w${length}:${word.slice(0, length)}`;
