const time = new Intl.DateTimeFormat('fr-FR', { hour: '2-digit', minute: '2-digit' });
const dayAndTime = new Intl.DateTimeFormat('fr-FR', {
  day: '2-digit',
  month: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});

/** « 03:12 », of milliseconds since the epoch. */
export function timeOf(at: number): string {
  return time.format(at);
}

/** « 22/11 03:12 ». */
export function dayAndTimeOf(at: number): string {
  return dayAndTime.format(at);
}
