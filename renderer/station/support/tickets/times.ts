const day = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'short' });
const time = new Intl.DateTimeFormat('fr-FR', { timeStyle: 'short' });

/** « 12:04 » of today, « 27/11/2026 12:04 » of another day; ms since the epoch. */
export function momentOf(at: number, now: number): string {
  return day.format(at) === day.format(now) ? time.format(at) : `${day.format(at)} ${time.format(at)}`;
}
