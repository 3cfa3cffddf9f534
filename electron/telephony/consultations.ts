import { isLive, type Match, type Source, type Tracked } from './call-identity.ts';

/**
 * The calls with, for each, the call that it was made about, while both live. What `source` told of it in `matches`
 * is kept; it may not tell again.
 */
export function settleConsultations(
  tracked: readonly Tracked[],
  matches: readonly Match[],
  source: Source,
): readonly Tracked[] {
  const live = tracked.filter(isLive);
  const idOf = (key: string | null | undefined): string | null => {
    if (key == null) return null;
    const isIt = ({ keys, formerly }: Tracked): boolean =>
      keys[source] === key || formerly[source].includes(key);
    return live.find(isIt)?.call.id ?? null;
  };
  const subjects = new Map(matches.map(({ connection }) => [connection.key, connection.consultationOf]));
  const liveIds = new Set(live.map(({ call }) => call.id));
  return tracked.map((entry) => {
    const { call, keys } = entry;
    const about = idOf(subjects.get(keys[source] ?? '')) ?? entry.about;
    const both = about !== null && about !== call.id && liveIds.has(about) && liveIds.has(call.id);
    const consultationOf = both ? about : null;
    return about === entry.about && consultationOf === call.consultationOf
      ? entry
      : { ...entry, about, call: { ...call, consultationOf } };
  });
}
