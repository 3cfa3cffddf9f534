import type { LogEntry } from '../../../electron/call-log/rules/entry.ts';
import { formatDuration } from '../../ui/duration.ts';
import { formatPhoneNumber } from '../../ui/phone-number.ts';
import { t } from './text.ts';

/** A line of the log as it is read. */
export interface CallRow {
  readonly id: string;
  /** « 03:12 »; the day is in a row of its own. */
  readonly at: string;
  readonly iso: string;
  /** « aujourd’hui », « hier », « lundi 20 novembre ». */
  readonly day: string;
  /** Null for what is no call. */
  readonly direction: LogEntry['direction'];
  /** The name, else the number. */
  readonly party: string;
  /** The number below a name, the others of a conference. */
  readonly below: readonly string[];
  readonly result: string;
  /** Somebody may want to call back. */
  readonly tone: 'missed' | 'open' | 'unsure' | 'done';
  readonly notes: readonly string[];
  readonly durations: readonly string[];
  readonly agent: string | null;
  /** To call and to copy; null when withheld. */
  readonly number: string | null;
}

const timeFormat = new Intl.DateTimeFormat('fr-FR', { timeStyle: 'short' });
const exactTime = new Intl.DateTimeFormat('fr-FR', { timeStyle: 'medium' });
const dayFormat = new Intl.DateTimeFormat('fr-FR', { weekday: 'long', day: 'numeric', month: 'long' });

/** The lines as they are read at `now` (ms since the epoch), in the order given. Names come from outside: text only. */
export function callRows(entries: readonly LogEntry[], now: number): readonly CallRow[] {
  const days = [t('callLog.today'), t('callLog.yesterday')].map((name, back) => ({
    name,
    date: dayFormat.format(daysBefore(now, back)),
  }));
  return entries.map((entry) => {
    const date = dayFormat.format(entry.beganAt);
    const day = days.find((one) => one.date === date)?.name ?? date;
    return entry.outcome === 'outage' ? outageRow(entry, day) : callRow(entry, day);
  });
}

function callRow(entry: LogEntry, day: string): CallRow {
  const { id, beganAt, direction, number, name, outcome, agent } = entry;
  const shown = number === null ? t('callLog.withheld') : formatPhoneNumber(number);
  return {
    id,
    at: timeFormat.format(beganAt),
    iso: new Date(beganAt).toISOString(),
    day,
    direction,
    party: name ?? shown,
    below: [...(name === null ? [] : [shown]), ...conferenceOf(entry)],
    result: t(`callLog.result.${outcome}`),
    tone: toneOf(entry),
    notes: notesOf(entry),
    durations: durationsOf(entry),
    agent: agent?.name ?? null,
    number,
  };
}

function outageRow(entry: LogEntry, day: string): CallRow {
  const { id, beganAt, endedAt, uncertain, agent } = entry;
  const from = exactTime.format(beganAt);
  const when =
    endedAt !== null
      ? t('callLog.outage.until', { from, to: exactTime.format(endedAt) })
      : t(uncertain ? 'callLog.outage.unknown' : 'callLog.outage.ongoing', { from });
  return {
    id,
    at: timeFormat.format(beganAt),
    iso: new Date(beganAt).toISOString(),
    day,
    direction: null,
    party: t('callLog.outage'),
    below: [when],
    result: t('callLog.outage.text'),
    tone: 'unsure',
    notes: [],
    durations: endedAt === null ? [] : [t('callLog.lasted', { duration: formatDuration(endedAt - beganAt) })],
    agent: agent?.name ?? null,
    number: null,
  };
}

function conferenceOf({ members }: LogEntry): readonly string[] {
  if (members.length === 0) return [];
  const parties = members
    .map(
      ({ displayName, number }) =>
        displayName ?? (number === null ? t('callLog.withheld') : formatPhoneNumber(number)),
    )
    .join(', ');
  return [t('callLog.conference', { parties })];
}

function toneOf({ outcome }: LogEntry): CallRow['tone'] {
  switch (outcome) {
    case 'missed':
    case 'abandoned':
      return 'missed';
    case 'open':
      return 'open';
    case 'interrupted':
    case 'recovered':
    case 'outage':
      return 'unsure';
    default:
      return 'done';
  }
}

function notesOf(entry: LogEntry): readonly string[] {
  const { room, seenLate, uncertain, about, beganAt, outcome } = entry;
  return [
    room === null ? null : t('callLog.room', { room }),
    about === null ? null : t('callLog.consultation'),
    seenLate ? t('callLog.seenLate', { at: timeFormat.format(beganAt) }) : null,
    uncertain && outcome !== 'recovered' ? t('callLog.uncertain') : null,
  ].filter((note) => note !== null);
}

function durationsOf({ outcome, ringMs, talkMs, holdMs }: LogEntry): readonly string[] {
  const ring = outcome === 'abandoned' ? 'callLog.waited' : 'callLog.ring';
  return [
    ringMs === null ? null : t(ring, { duration: formatDuration(ringMs) }),
    talkMs === null ? null : t('callLog.talk', { duration: formatDuration(talkMs) }),
    holdMs === null || holdMs < 1_000 ? null : t('callLog.hold', { duration: formatDuration(holdMs) }),
  ].filter((duration) => duration !== null);
}

function daysBefore(now: number, days: number): Date {
  const date = new Date(now);
  date.setDate(date.getDate() - days);
  return date;
}
