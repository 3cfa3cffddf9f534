import { t } from './text.ts';

/** « 2 tickets ont une nouvelle réponse ». */
export function unreadText(count: number): string {
  return count === 1 ? t('unreadTickets.one') : t('unreadTickets.many', { count });
}
