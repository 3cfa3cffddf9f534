const format = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'short', timeStyle: 'short' });

/** « 28/11/2026 07:40 », of a field of date and time; empty where it holds none. */
export function wallTimeText(value: string): string {
  const at = new Date(value);
  return Number.isNaN(at.getTime()) ? '' : format.format(at);
}
