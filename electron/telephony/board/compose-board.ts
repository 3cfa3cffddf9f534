import { userPart } from '../identities.ts';
import type {
  AbandonedCall,
  BoardLink,
  BoardState,
  Colleague,
  ColleagueState,
  Flow,
  Priority,
  Room,
  RoomState,
  WaitingCall,
} from './ports.ts';
import { priorities } from './ports.ts';
import type { ColleagueReport, QueueReport } from './protocol.ts';

/** What the site configured. */
export interface BoardSite {
  readonly rooms: readonly Room[];
  readonly colleagues: readonly Colleague[];
}

/** What is known, by address: the last report of each. */
export interface Known {
  readonly link: BoardLink;
  readonly queues: ReadonlyMap<string, QueueReport>;
  readonly colleagues: ReadonlyMap<string, ColleagueReport>;
  readonly abandoned: readonly (AbandonedCall & { readonly queue: string })[];
}

/** The board as it is shown. What is not followed is never live, whatever was reported before. */
export function composeBoard(site: BoardSite, known: Known): BoardState {
  return {
    link: known.link,
    rooms: site.rooms.map((room) => composeRoom(room, known)),
    colleagues: site.colleagues.map((colleague) => composeColleague(colleague, known)),
  };
}

function composeRoom(room: Room, { link, queues, abandoned }: Known): RoomState {
  const waiting = room.flows.flatMap((flow) => waitingIn(room, flow, queues.get(flow.queue))).sort(byUrgency);
  const flowQueues = new Set(room.flows.map(({ queue }) => queue));
  return {
    id: room.id,
    label: room.label,
    alertAfter: room.alertAfter,
    flows: room.flows.map(({ name, priority, queue }) => ({
      name,
      priority,
      waiting: queues.get(queue)?.waiting.length ?? 0,
    })),
    waiting,
    priority: waiting[0]?.priority ?? null,
    longestSince: waiting.length === 0 ? null : Math.min(...waiting.map(({ since }) => since)),
    abandoned: abandoned.filter(({ queue }) => flowQueues.has(queue)).map(({ queue: _, ...call }) => call),
    live: link.kind === 'up' && room.flows.every(({ queue }) => queues.get(queue)?.live === true),
  };
}

/** The exchange lets the call go first that waits longest: only that one may be picked up by the queue's number. */
function waitingIn(room: Room, flow: Flow, report: QueueReport | undefined): readonly WaitingCall[] {
  const calls = report?.waiting ?? [];
  const first = calls.reduce<(typeof calls)[number] | null>(
    (oldest, call) => (oldest && oldest.since <= call.since ? oldest : call),
    null,
  );
  return calls.map((call) => ({
    id: `${flow.queue} ${call.id}`,
    party: call.party,
    flow: flow.name,
    level: flow.level ?? null,
    priority: flow.priority,
    since: call.since,
    seenFromStart: call.seenFromStart,
    pickUpAt: room.pickUp && call === first ? numberOf(flow.queue) : null,
  }));
}

/** The number by which the phone reaches a queue. */
export function numberOf(queue: string): string {
  return userPart(queue) ?? queue;
}

/** Highest priority first, then longest wait. */
export function byUrgency(a: WaitingCall, b: WaitingCall): number {
  return rankOf(a.priority) - rankOf(b.priority) || a.since - b.since || (a.id < b.id ? -1 : 1);
}

function rankOf(priority: Priority): number {
  return priorities.indexOf(priority);
}

function composeColleague(colleague: Colleague, { link, colleagues }: Known): ColleagueState {
  const report = colleagues.get(colleague.number);
  return {
    ...colleague,
    activity: report?.activity ?? 'unknown',
    party: report?.party ?? null,
    live: link.kind === 'up' && report?.live === true,
  };
}
