import type { ColleagueState } from '../../electron/telephony/board/ports.ts';

/** A text as it is compared: without accents, case or punctuation. */
export function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/œ/gi, 'oe')
    .replace(/æ/gi, 'ae')
    .toLowerCase()
    .replace(/[^a-z0-9*#+]+/g, ' ')
    .trim();
}

export interface Wanted {
  readonly text: string;
  /** Null for every group. */
  readonly group: string | null;
  readonly freeOnly: boolean;
}

/** The colleagues that are looked for: every word is the beginning of a word of the name, or part of the number. */
export function search(colleagues: readonly ColleagueState[], wanted: Wanted): readonly ColleagueState[] {
  const words = plain(wanted.text).split(' ').filter(Boolean);
  return colleagues.filter(({ name, number, group, activity }) => {
    if (wanted.group !== null && (group ?? '') !== wanted.group) return false;
    if (wanted.freeOnly && activity !== 'free') return false;
    if (words.length === 0) return true;
    const names = ` ${plain(name)}`;
    return words.every((word) => names.includes(` ${word}`) || number.includes(word));
  });
}

/** Colleagues under the heading of their group, groups in the order of the site. */
export function byGroup(
  colleagues: readonly ColleagueState[],
): readonly { readonly group: string; readonly members: readonly ColleagueState[] }[] {
  const groups = new Map<string, ColleagueState[]>();
  for (const colleague of colleagues) {
    const members = groups.get(colleague.group ?? '');
    if (members) members.push(colleague);
    else groups.set(colleague.group ?? '', [colleague]);
  }
  return [...groups].map(([group, members]) => ({ group, members }));
}
