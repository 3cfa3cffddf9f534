import {
  type EntryContent,
  limits,
  type NumberKind,
  plainText,
} from '../../../../electron/directory/rules/entry.ts';
import { kindOf } from '../../../../electron/directory/rules/kind-words.ts';
import { normaliseNumber } from '../../../../electron/directory/rules/numbers.ts';
import type { IssueReason } from './report.ts';

/** An entry as a file tells it, nothing of it judged yet. */
export interface Draft {
  /** Line of the file at which it begins, from 1; the rank of what has no lines. */
  readonly line: number;
  /** How the source names it; null where it does not. */
  readonly sourceId: string | null;
  readonly name: string;
  readonly kind: string;
  readonly organisation: string;
  readonly service: string;
  readonly town: string;
  readonly numbers: readonly { readonly kind: NumberKind; readonly text: string }[];
  readonly groups: readonly string[];
  /** As `EntryContent.remarkable`. */
  readonly remarkable: string | null;
}

export interface Problem {
  readonly reason: IssueReason;
  /** What it is about, as it was read, short. */
  readonly detail: string;
}

export type Judged =
  | { readonly ok: true; readonly content: EntryContent; readonly problems: readonly Problem[] }
  | { readonly ok: false; readonly problem: Problem };

const LONGEST_DETAIL = 60;

/** What may be kept of a draft. A number that cannot be read is left out and told; without any the draft is refused. */
export function judge(draft: Draft): Judged {
  const [organisation, service, town] = [draft.organisation, draft.service, draft.town].map(plainText);
  const name = plainText(draft.name) || organisation || '';
  if (!name) return refuse('no-name', draft.service);
  const texts = [name, organisation ?? '', service ?? '', town ?? '', ...draft.groups];
  const long = texts.find((text) => text.length > limits.text);
  if (long !== undefined) return refuse('too-long', long);
  if ((draft.remarkable ?? '').length > limits.instruction) return refuse('too-long', name);
  const { numbers, unreadable } = readNumbers(draft.numbers);
  const [firstUnreadable] = unreadable;
  if (numbers.length === 0) {
    return firstUnreadable ? refuse('number-unreadable', firstUnreadable) : refuse('no-number', name);
  }
  if (numbers.length > limits.numbers || draft.groups.length > limits.groups) return refuse('too-many', name);
  return {
    ok: true,
    problems: unreadable.map((number) => problem('number-left-out', number)),
    content: {
      name,
      kind: kindOf(draft.kind, name, draft.organisation, draft.service),
      organisation: organisation && organisation !== name ? organisation : null,
      service: service || null,
      town: town || null,
      numbers,
      groups: [...new Set(draft.groups.map(plainText).filter((group) => group !== ''))],
      remarkable: draft.remarkable === null ? null : plainText(draft.remarkable),
    },
  };
}

/** « 02 40 08 33 33 / 06 39 98 12 34 » are two. */
function readNumbers(drafts: Draft['numbers']) {
  const numbers: { kind: NumberKind; number: string }[] = [];
  const unreadable: string[] = [];
  const known = new Set<string>();
  for (const { kind, text } of drafts) {
    for (const part of text.split(/[;,|\n]| \/ | ou /)) {
      const number = plainText(part);
      if (number === '') continue;
      const normalised = normaliseNumber(number);
      if (normalised === null) unreadable.push(number);
      else if (!known.has(normalised)) numbers.push({ kind, number });
      known.add(normalised ?? number);
    }
  }
  return { numbers, unreadable };
}

function refuse(reason: IssueReason, detail: string): Judged {
  return { ok: false, problem: problem(reason, detail) };
}

function problem(reason: IssueReason, detail: string): Problem {
  const text = plainText(detail);
  return { reason, detail: text.length > LONGEST_DETAIL ? `${text.slice(0, LONGEST_DETAIL)}…` : text };
}
