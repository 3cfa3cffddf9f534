import type { BoardSummaryView, BoardView } from '../../electron/ipc/rooms/board.ts';
import type { AgentStatus } from '../../electron/telephony/agent/ports.ts';
import {
  type Activity,
  type BoardState,
  type ColleagueState,
  type Priority,
  priorities,
  type RoomState,
  type WaitingCall,
} from '../../electron/telephony/board/ports.ts';
import * as f from './fixtures.ts';
import { bar, common, dark, type GalleryState } from './state.ts';

/** Waiting rooms, colleagues and the operator's own state, on the board and on the bar. Persons are invented. */

export const ready: AgentStatus = {
  state: 'ready',
  pending: null,
  until: null,
  by: 'presence',
  failure: null,
};

function waits(
  id: string,
  flow: string,
  priority: Priority,
  seconds: number,
  over: Partial<WaitingCall> = {},
): WaitingCall {
  return {
    id,
    party: { number: `06399800${id.padStart(2, '0')}`, displayName: null },
    flow,
    level: 'F01',
    priority,
    since: f.now - seconds * 1_000,
    seenFromStart: true,
    pickUpAt: '7015',
    ...over,
  };
}

function room(
  id: string,
  label: string,
  waiting: readonly WaitingCall[],
  over: Partial<RoomState> = {},
): RoomState {
  return {
    id,
    label,
    alertAfter: 30,
    flows: [
      { name: '15', priority: 'P1', waiting: waiting.filter(({ flow }) => flow === '15').length },
      { name: '112', priority: 'P1', waiting: waiting.filter(({ flow }) => flow === '112').length },
      { name: 'Smur', priority: 'P0', waiting: waiting.filter(({ flow }) => flow === 'Smur').length },
    ],
    waiting,
    priority: waiting[0]?.priority ?? null,
    longestSince: waiting.length === 0 ? null : Math.min(...waiting.map(({ since }) => since)),
    abandoned: [],
    live: true,
    ...over,
  };
}

const colleague = (
  number: string,
  name: string,
  group: string,
  activity: Activity,
  over: Partial<ColleagueState> = {},
): ColleagueState => ({ number, name, group, activity, party: null, live: true, ...over });

const colleagues: readonly ColleagueState[] = [
  colleague('1502', 'Dominique SPÉCIMEN', 'ARM', 'free'),
  colleague('1503', 'Alix MODÈLE', 'ARM', 'absent'),
  colleague('1504', 'Maé ÉCHANTILLON', 'ARM', 'busy', {
    party: { number: '0240083333', displayName: 'Pompiers CTA 44' },
  }),
  colleague('1505', 'Noé ESSAI', 'ARM', 'ringing', { party: { number: '0639980012', displayName: null } }),
  colleague('1520', 'Dr Claude FICTIVE', 'Médecins régulateurs', 'free'),
  colleague('1521', 'Dr Éléonore FACTICE', 'Médecins régulateurs', 'unknown', { live: false }),
];

const usualRooms: readonly RoomState[] = [
  room('urgences', 'Urgences', [
    waits('1', 'Smur', 'P0', 95, { party: { number: '0240000015', displayName: 'Smur Nantes' } }),
    waits('2', '15', 'P1', 41),
    waits('3', '15', 'P1', 12, { pickUpAt: null, party: { number: null, displayName: null } }),
  ]),
  room('mg', 'Médecine générale', [], {
    abandoned: [
      {
        id: 'a',
        party: { number: '0639981234', displayName: null },
        flow: '116117',
        since: f.now - 400_000,
        leftAt: f.now - 340_000,
      },
    ],
  }),
];

const many: readonly ColleagueState[] = Array.from({ length: 500 }, (_, index) =>
  colleague(
    String(2_000 + index),
    `${['Camille', 'Zoé', 'Éric', 'Anaïs', 'Loïc'][index % 5]} PERSONNE-${index}`,
    ['ARM', 'Médecins régulateurs', 'Smur', 'Coordination'][index % 4] ?? '',
    (['free', 'busy', 'free', 'ringing', 'absent'] as const)[index % 5] ?? 'free',
  ),
);

const view: BoardView = {
  environment: f.production,
  locked: false,
  bound: true,
  calls: [],
  capabilities: f.allCapabilities,
  board: { link: { kind: 'up' }, rooms: usualRooms, colleagues },
  agent: ready,
};

type Options = Partial<Pick<GalleryState, 'size' | 'scheme' | 'failure' | 'press'>>;

function board(
  name: string,
  over: Partial<Omit<BoardView, 'board'>> & { board?: Partial<BoardState> } = {},
  options: Options = {},
): GalleryState {
  return {
    name: `board-${name}`,
    page: 'board',
    view: { ...view, ...over, board: { ...view.board, ...over.board } },
    size: { width: 1080, height: 760 },
    ...common,
    ...options,
  };
}

const stale = { kind: 'stale', since: f.now - 17_000 } as const;
const notLive: Partial<BoardState> = {
  link: stale,
  rooms: usualRooms.map((one) => ({ ...one, live: false })),
  colleagues: colleagues.map((one) => ({ ...one, live: false })),
};
const crisis = room(
  'urgences',
  'Urgences',
  Array.from({ length: 40 }, (_, index) =>
    waits(String(index), '15', priorities[index % 5] ?? 'P2', 200 - index),
  ),
);
const long = 'Centre de réception et de régulation des appels, salle de débordement';

export const summary: BoardSummaryView = {
  link: { kind: 'up' },
  rooms: usualRooms.map(({ id, label, waiting, priority, longestSince, alertAfter, live }) => ({
    id,
    label,
    waiting: waiting.length,
    priority,
    longestSince,
    longestSeenFromStart: true,
    alertAfter,
    live,
  })),
};
const calm: BoardSummaryView = {
  ...summary,
  rooms: summary.rooms.map((one) => ({ ...one, waiting: 0, priority: null, longestSince: null })),
};
const lost: BoardSummaryView = {
  link: stale,
  rooms: summary.rooms.map((one) => ({ ...one, live: false })),
};
const talking = { calls: [f.connected, f.held] };

export const boardStates: readonly GalleryState[] = [
  board('usual'),
  board('empty', { board: { rooms: usualRooms.map(({ id, label }) => room(id, label, [])) } }),
  board('none-configured', { agent: null, board: { rooms: [], colleagues: [] } }),
  board('unbound', { bound: false, agent: null, board: { link: { kind: 'off' } } }),
  board('connecting', {
    board: { link: { kind: 'connecting' }, rooms: [room('u', 'Urgences', [], { live: false })] },
  }),
  board('stale', { board: notLive }),
  board('locked', { locked: true, board: { rooms: [], colleagues: [] } }),
  board('during-call', { calls: [f.connected] }),
  board('crisis', { board: { rooms: [crisis] } }),
  board('many-colleagues', { board: { colleagues: many } }),
  board(
    'search',
    { board: { colleagues: many } },
    { press: [{ field: 'Chercher un collègue', text: 'zoe 12' }] },
  ),
  board('search-nothing', {}, { press: [{ field: 'Chercher un collègue', text: 'xylophone' }] }),
  board('long-names', {
    environment: f.formation,
    board: {
      rooms: [
        room('l', long.slice(0, 40), [
          waits('1', 'CoordAmb-Nord-Est-Vendée', 'P3', 4_000, {
            seenFromStart: false,
            party: { number: '0639981234', displayName: 'M. Jean-Baptiste Charpentier de la Haute-Goulaine' },
          }),
        ]),
      ],
      colleagues: [
        colleague('0240083333', `${long} 1`, long.slice(8, 48), 'busy', {
          party: { number: '0639981234', displayName: 'M. Jean-Baptiste Charpentier de la Haute-Goulaine' },
        }),
      ],
    },
  }),
  board(
    'refused',
    { calls: [] },
    {
      failure: { code: 'Board_PickUpNotAllowed', parameters: { number: '7015' } },
      press: ['Prendre l’appel de 06 39 98 00 02, 15'],
    },
  ),
  board('after-call', { agent: { ...ready, state: 'workingAfterCall', until: f.now + 14_000 } }),
  board('dark', {}, dark),
  board('small', {}, { size: { width: 640, height: 560 } }),
  board('large', { board: { colleagues: many } }, { size: { width: 2560, height: 1440 } }),
  bar('waiting', { board: summary, agentStatus: ready }),
  bar('waiting-calm', { board: calm, agentStatus: ready }),
  bar('waiting-stale', { board: lost, agentStatus: ready }),
  bar('waiting-unknown', {
    board: {
      ...lost,
      rooms: lost.rooms.map((one) => ({ ...one, waiting: 0, priority: null, longestSince: null })),
    },
  }),
  bar('waiting-call', { board: summary, agentStatus: ready }, talking),
  bar('waiting-dark', { board: summary, agentStatus: ready }, {}, dark),
  bar('waiting-large', { board: summary, agentStatus: ready }, talking, {
    size: { width: 2560, height: 64 },
  }),
  bar('agent-choice', { board: calm, agentStatus: ready }, {}, { press: ['Votre état : Disponible'] }),
  bar('agent-after-call', {
    board: calm,
    agentStatus: { ...ready, state: 'workingAfterCall', until: f.now + 14_000 },
  }),
  bar('agent-refused', {
    board: calm,
    agentStatus: {
      ...ready,
      state: 'notReady',
      failure: { code: 'Agent_Refused', parameters: { code: 403 } },
    },
  }),
];
