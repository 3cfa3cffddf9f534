import type { Report, TextField } from '../../../../electron/support/rules/report.ts';
import { t } from './text.ts';
import { wallTimeText } from './wall-time.ts';

/** The fields of the two folded parts, and what these say while they are folded. */

export const moreFields = [
  'expected',
  'startedAt',
  'usersAffected',
  'category',
  'equipment',
  'userConcerned',
] as const satisfies readonly TextField[];

export const contactFields = [
  'email',
  'phone',
  'declarant',
  'role',
  'entity',
] as const satisfies readonly TextField[];

export function moreSummary(report: Report): string {
  const since = wallTimeText(report.startedAt);
  return joined([
    since === '' ? '' : t('more.since', { time: since }),
    t(`environment.${report.environment}`),
    report.usersAffected === '' ? '' : t('more.users', { count: report.usersAffected }),
    report.category,
    report.equipment,
  ]);
}

export function contactSummary({ declarant, role, entity, phone, email }: Report): string {
  return joined([declarant, role, entity, phone, email]);
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(', ');
}
