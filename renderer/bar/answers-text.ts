import { t } from './text.ts';

/** « Réponse du support sur 2 tickets ». */
export function answersText(count: number): string {
  return count === 1 ? t('answers.one') : t('answers.many', { count });
}
