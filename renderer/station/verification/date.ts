const format = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeStyle: 'short' });

/** When a run was begun, as a person reads it. */
export function dateText(date: string): string {
  return format.format(new Date(date));
}
