import application from '../../../resources/fr/prerequisites/application.json' with { type: 'json' };
import card from '../../../resources/fr/prerequisites/card.json' with { type: 'json' };
import network from '../../../resources/fr/prerequisites/network.json' with { type: 'json' };
import run from '../../../resources/fr/prerequisites/run.json' with { type: 'json' };
import telephony from '../../../resources/fr/prerequisites/telephony.json' with { type: 'json' };
import workstation from '../../../resources/fr/prerequisites/workstation.json' with { type: 'json' };
import type { Actor, Values } from './check.ts';

/** What a person reads of a finding; `who` can do what the remedy says. */
export interface FindingText {
  /** What is the matter in a few words: « Lecteur absent ». */
  readonly title: string;
  readonly cause: string;
  /** An instruction. Absent where there is nothing to do. */
  readonly remedy?: string;
  readonly who?: Actor;
}

const texts = { ...run, ...application, ...workstation, ...card, ...network, ...telephony };

/** Every finding but `ok` has a code `State_Cause`; adding one is adding its text in `resources/fr/prerequisites/`. */
export type FindingCode = keyof typeof texts;

const actors: readonly string[] = ['operator', 'correspondent', 'network'] satisfies readonly Actor[];

/** All of them, as a person reads them. */
export const findingTexts: ReadonlyMap<string, FindingText> = new Map(
  Object.entries(texts).map(([code, text]) => [code, readText(text)]),
);

/** The text of a finding with its values in it. */
export function textOf(code: FindingCode, values: Values = {}): FindingText {
  const { title, cause, remedy, who } = findingTexts.get(code) ?? { title: code, cause: code };
  return {
    title: fillIn(title, values),
    cause: fillIn(cause, values),
    ...(remedy === undefined ? {} : { remedy: fillIn(remedy, values) }),
    ...(who === undefined ? {} : { who }),
  };
}

/** Puts values where a text names them between braces. */
export function fillIn(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (named, name: string) => String(values[name] ?? named));
}

function readText(text: {
  readonly title: string;
  readonly cause: string;
  readonly remedy?: string;
  readonly who?: string;
}): FindingText {
  const { title, cause, remedy, who } = text;
  return {
    title,
    cause,
    ...(remedy === undefined ? {} : { remedy }),
    ...(who !== undefined && isActor(who) ? { who } : {}),
  };
}

function isActor(who: string): who is Actor {
  return actors.includes(who);
}
