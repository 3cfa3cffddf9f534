import type { BarView } from '../../electron/ipc/rooms/bar.ts';
import type { CallView } from '../../electron/ipc/rooms/telephony.ts';
import { isLive } from '../ui/calls.ts';
import { outageText } from '../ui/outage-text.ts';
import { answersText } from './answers-text.ts';
import { t, who } from './text.ts';

/** What a screen reader says: at once, or when it has finished what it says. */
export interface Announcements {
  readonly assertive: readonly string[];
  readonly polite: readonly string[];
}

/**
 * What is worth saying of the change from one view to the next. A call that rings is said once, at once; so is what
 * stands between the operator and the calls. What the operator did, and what became of it, waits its turn.
 */
export function announcements(before: BarView | null, after: BarView): Announcements {
  const known = new Map(before?.phone.calls.map((call) => [call.id, call]));
  const changed = after.phone.calls.filter((call) => known.get(call.id)?.state !== call.state);
  const isNewRing = (call: CallView) => call.state === 'ringing' && !known.has(call.id);
  const rings = changed.filter(isNewRing).map((call) => t('announceRinging', { who: who(call) }));
  const states = changed.filter((call) => !isNewRing(call)).map(stateOf);
  const outage = outageNews(before, after);
  const doNotDisturb = before && doNotDisturbChanged(before, after) ? [doNotDisturbOf(after)] : [];
  return {
    assertive: [
      ...rings,
      ...prioritiesNews(before, after),
      ...(after.outage?.kind === 'outage' ? outage : []),
    ],
    polite: [
      ...troublesNews(before, after),
      ...answersNews(before, after),
      ...states,
      ...doNotDisturb,
      ...(after.outage?.kind === 'restored' ? outage : []),
    ],
  };
}

/** That somebody waits with the highest priority is said once a room, when the first one comes. */
function prioritiesNews(before: BarView | null, { board }: BarView): readonly string[] {
  const had = new Set(before?.board?.rooms.filter(isUrgent).map(({ id }) => id));
  const rooms = board?.rooms.filter((room) => isUrgent(room) && !had.has(room.id)) ?? [];
  return rooms.map(({ label }) => t('announceUrgent', { label }));
}

const isUrgent = ({ priority }: { readonly priority: string | null }) => priority === 'P0';

/** What is newly wrong with the workstation is said between calls; during one, the bar only shows it. */
function troublesNews(before: BarView | null, { phone, troubles }: BarView): readonly string[] {
  if (phone.calls.some(isLive)) return [];
  const had = new Set(before?.troubles.map(({ id }) => id));
  return troubles
    .filter(({ id }) => !had.has(id))
    .map(({ finding }) => t('announceTrouble', { what: finding }));
}

/** That the support has answered is said between calls, when there is more of it than before. */
function answersNews(before: BarView | null, { phone, answers }: BarView): readonly string[] {
  const isNew = answers > (before?.answers ?? 0);
  return isNew && !phone.calls.some(isLive) ? [answersText(answers)] : [];
}

/** An outage is said when it begins and when its cause turns out to be another one; its end too. */
function outageNews(before: BarView | null, { outage }: BarView): readonly string[] {
  const known = before?.outage ?? null;
  if (!outage || (outage.kind === known?.kind && outage.cause === known.cause)) return [];
  if (outage.kind === 'restored') return [outageText('announceRestored')];
  return [outageText('announce', { cause: outageText(`cause.${outage.cause}`) })];
}

function stateOf(call: CallView): string {
  return t('announceState', { who: who(call), state: t(`state.${call.state}`) });
}

function doNotDisturbChanged(before: BarView, after: BarView): boolean {
  return (before.phone.doNotDisturb === true) !== (after.phone.doNotDisturb === true);
}

function doNotDisturbOf({ phone }: BarView): string {
  return t(phone.doNotDisturb === true ? 'announceDoNotDisturb.on' : 'announceDoNotDisturb.off');
}
