import report from '../../resources/fr/prerequisites/report.json';
import { fill, type TextParameters } from '../ui/text.ts';

/** The words of the report, the same on paper as in its text. */
export const words = report;

type Sentence = {
  [Key in keyof typeof report]: (typeof report)[Key] extends string ? Key : never;
}[keyof typeof report];

export const t = (key: Sentence, parameters?: TextParameters): string => fill(report[key], parameters);
