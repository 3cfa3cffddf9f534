/** What a person chooses among; pages import it. */

export const severities = ['major', 'other'] as const;
/** `major`: the critical work is disturbed (seed 001). */
export type Severity = (typeof severities)[number];

/** What may be out of order; the French names are in `resources/fr/escalation.json`. */
export const concernedFunctions = [
  'portal',
  'sign-in',
  'bar',
  'calls',
  'waiting-rooms',
  'directory',
  'lrm',
  'logbook',
  'other',
] as const;

/** How many workstations. */
export const extents = ['one', 'some', 'all'] as const;
