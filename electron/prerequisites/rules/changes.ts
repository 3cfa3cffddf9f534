import texts from '../../../resources/fr/prerequisites/report.json' with { type: 'json' };
import { fillIn } from './findings.ts';
import type { Report, ReportEntry } from './report.ts';

/** One check that another run found otherwise. */
export interface Change {
  readonly id: string;
  readonly title: string;
  readonly before: ReportEntry['verdict'];
  readonly after: ReportEntry['verdict'];
  /** In French: « Lecteur absent (Lecteur de carte) », « Lecteur de carte de nouveau conforme ». */
  readonly what: string;
}

/**
 * What is otherwise in `after` than in `before`: what was found, and what is well again. What one of them could not
 * verify has not changed.
 */
export function changesBetween(before: Report, after: Report): readonly Change[] {
  const earlier = new Map(before.checks.map((check) => [check.id, check]));
  return after.checks.flatMap((now) => {
    const then = earlier.get(now.id);
    if (!then || isUnjudged(then) || isUnjudged(now) || then.code === now.code) return [];
    const { id, title } = now;
    const what =
      now.finding === undefined
        ? fillIn(texts.well, { title })
        : fillIn(texts.found, { finding: now.finding, title });
    return [{ id, title, before: then.verdict, after: now.verdict, what }];
  });
}

/** The changes as lines that name the time of the run before: « Depuis hier : lecteur absent … ». */
export function changeLines(before: Report, after: Report): readonly string[] {
  return changeTexts(changesBetween(before, after), before.date, after.date);
}

/** The same of changes that are known; dates in ISO 8601. */
export function changeTexts(changes: readonly Change[], before: string, after: string): readonly string[] {
  const since = sinceText(new Date(before), new Date(after));
  if (changes.length === 0) return [fillIn(texts.nothing, { since })];
  return changes.map(({ what }) => fillIn(texts.change, { since, what: lowerFirst(what) }));
}

const isUnjudged = ({ verdict }: ReportEntry) => verdict === 'not-applicable';

function sinceText(then: Date, now: Date): string {
  const days = Math.round((midnight(now) - midnight(then)) / 86_400_000);
  if (days === 0) {
    const time = then.toLocaleTimeString('fr-FR', { hour: '2-digit', minute: '2-digit' });
    return fillIn(texts.since.today, { time });
  }
  if (days === 1) return texts.since.yesterday;
  const date = then.toLocaleDateString('fr-FR', { day: 'numeric', month: 'long' });
  return fillIn(texts.since.before, { date });
}

function midnight(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

/** A capital that is not that of an abbreviation: « DNS sans réponse » stays. */
function lowerFirst(text: string): string {
  return /^\p{Lu}\p{Ll}/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
