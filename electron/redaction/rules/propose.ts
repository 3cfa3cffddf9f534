import { bare, fold } from './fold.ts';
import { type Doubt, doubtsAbout, type SensitiveWords } from './sensitive-words.ts';

/** A text that was read on screens of a test database. */
export interface Candidate {
  readonly text: string;
  /** On how many of the screens. */
  readonly screens: number;
  readonly doubts: readonly Doubt[];
}

export interface Proposal {
  /** What stands on several screens, and looks like a text of the application. */
  readonly proposed: readonly Candidate[];
  /** What somebody has to decide about: seen once, or doubtful. */
  readonly setAside: readonly Candidate[];
}

/** People change from one screen to the next, labels stay. */
const LEAST_SCREENS = 2;

/** Candidates for a list from the texts of several screens, the most frequent first. */
export function propose(screens: readonly (readonly string[])[], words: SensitiveWords): Proposal {
  const seen = new Map<string, { text: string; screens: Set<number> }>();
  screens.forEach((texts, screen) => {
    for (const text of texts.map((one) => one.trim())) {
      const key = bare(fold(text));
      if (key === '') continue;
      const known = seen.get(key) ?? { text, screens: new Set() };
      known.screens.add(screen);
      seen.set(key, known);
    }
  });
  const candidates = [...seen.values()]
    .map(({ text, screens: on }) => ({ text, screens: on.size, doubts: doubtsAbout(text, words) }))
    .sort((a, b) => b.screens - a.screens || a.text.localeCompare(b.text, 'fr'));
  const isProposed = ({ screens: on, doubts }: Candidate): boolean =>
    on >= LEAST_SCREENS && doubts.length === 0;
  return {
    proposed: candidates.filter(isProposed),
    setAside: candidates.filter((candidate) => !isProposed(candidate)),
  };
}
