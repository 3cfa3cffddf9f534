const day = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long' });
const dayAndTime = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeStyle: 'short' });

/** « 22 mars 2027 », from milliseconds since the epoch. */
export const formatDay = (at: number): string => day.format(at);

/** « 22 mars 2027 à 03:12 », from milliseconds since the epoch. */
export const formatDayAndTime = (at: number): string => dayAndTime.format(at);
