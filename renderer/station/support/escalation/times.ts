/** Times as whoever answers reads them on their wall: the station may be elsewhere. */

/** « 09:00 » today, « lundi 30 novembre à 09:00 » on another day. Ms since the epoch. */
export function momentText(at: number, now: number, timeZone: string): string {
  const time = new Intl.DateTimeFormat('fr-FR', { timeZone, hour: '2-digit', minute: '2-digit' }).format(at);
  const date = new Intl.DateTimeFormat('fr-FR', { timeZone, weekday: 'long', day: 'numeric', month: 'long' });
  return date.format(at) === date.format(now) ? time : `${date.format(at)} à ${time}`;
}

/** « 28/11 03:12 ». */
export function dayAndTime(at: number, timeZone: string): string {
  const format = { day: '2-digit', month: '2-digit', hour: '2-digit', minute: '2-digit' } as const;
  return new Intl.DateTimeFormat('fr-FR', { timeZone, ...format }).format(at);
}

/** « 03:10 » as a form writes it. */
export function clockText(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The last time that a clock on this wall showed `text`, at most a day before `now`; null when it is no time. */
export function lastTimeAt(text: string, now: number): number | null {
  const [, hours, minutes] = /^([01]?\d|2[0-3])[:h]([0-5]\d)$/.exec(text.trim()) ?? [];
  if (hours === undefined || minutes === undefined) return null;
  const date = new Date(now);
  date.setHours(Number(hours), Number(minutes), 0, 0);
  if (date.getTime() > now) date.setDate(date.getDate() - 1);
  return date.getTime();
}
