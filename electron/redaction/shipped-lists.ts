import vocabulary from '../../resources/fr/redaction/vocabulary.json' with { type: 'json' };
import { ownTexts } from './own-texts.ts';
import type { AllowListSource } from './rules/allow-list.ts';

/** The words of windows and buttons, in French and in English, the formats of error codes, and the program's own texts. */
export const shippedLists: readonly AllowListSource[] = [
  {
    labels: [...vocabulary.windows, ...vocabulary.buttons, ...vocabulary.states],
    formats: ['error-code', 'version'],
  },
  { labels: ownTexts, formats: [] },
];
