import type { Problem } from '../../../../electron/support/rules/problems.ts';
import { longest, type TextField } from '../../../../electron/support/rules/report.ts';
import { t } from './text.ts';

/** What is wrong with a field, as its person reads it; null where nothing is. */
export function problemText(problems: readonly Problem[], field: TextField): string | null {
  const kind = problems.find((one) => one.field === field)?.kind;
  switch (kind) {
    case undefined:
      return null;
    case 'tooLong':
      return t('problem.tooLong', { longest: longest[field] });
    case 'malformed':
      return malformedText(field);
    default:
      return t(`problem.${kind}`);
  }
}

function malformedText(field: TextField): string {
  switch (field) {
    case 'email':
      return t('problem.email');
    case 'phone':
      return t('problem.phone');
    case 'usersAffected':
      return t('problem.number');
    default:
      return t('problem.date');
  }
}
