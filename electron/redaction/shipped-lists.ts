import vocabulary from '../../resources/fr/redaction/vocabulary.json' with { type: 'json' };
import type { AllowListSource } from './rules/allow-list.ts';

/** The words of windows and buttons, in French and in English, and the formats of error codes. */
export const shippedLists: readonly AllowListSource[] = [
  {
    labels: [...vocabulary.windows, ...vocabulary.buttons, ...vocabulary.states],
    formats: ['error-code', 'version'],
  },
];
