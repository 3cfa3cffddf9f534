import { escalationSchema } from '../../../../electron/settings/schemas/assistance.ts';
import { escalationTable, type HolidayRegion } from '../../../../electron/support/escalation/index.ts';

/** The table of a site that configures nothing but where it is, and what else is given. */
export function seedTable(holidays: HolidayRegion = 'france', over: object = {}) {
  return escalationTable(escalationSchema.parse({ holidays, ...over }));
}
