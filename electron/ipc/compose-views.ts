import type { CardState } from '../../native/card/protocol.ts';
import type { Callers } from '../directory/index.ts';
import { fullName } from '../identity/full-name.ts';
import { isWorking } from '../identity/session.ts';
import type { SessionState } from '../identity/session-state.ts';
import type { Trouble } from '../prerequisites/index.ts';
import type { AgentStatus } from '../telephony/agent/ports.ts';
import type { BindingState } from '../telephony/binding.ts';
import type { BoardState } from '../telephony/board/ports.ts';
import type { PhoneState } from '../telephony/ports.ts';
import { boardSummary } from './compose-board-view.ts';
import type { BarView } from './rooms/bar.ts';
import type { EnvironmentView } from './rooms/environment.ts';
import type { CardView } from './rooms/identity.ts';
import type { StationView } from './rooms/station.ts';
import type { BindingView, PhoneView } from './rooms/telephony.ts';

/** All that main knows and pages show. */
export interface Truth {
  readonly environment: EnvironmentView;
  readonly stopped: StationView['stopped'];
  readonly card: CardState;
  readonly cardInUse: boolean;
  readonly session: SessionState;
  readonly signIn: StationView['signIn'];
  readonly account: StationView['account'];
  readonly callLog: StationView['callLog'];
  readonly directory: StationView['directory'];
  readonly verification: StationView['verification'];
  readonly escalation: StationView['escalation'];
  readonly requests: StationView['requests'];
  readonly support: StationView['support'];
  readonly troubles: readonly Trouble[];
  readonly asked: StationView['asked'];
  readonly binding: BindingState;
  readonly phone: PhoneState;
  readonly callers: Callers;
  readonly board: BoardState;
  /** Null where the site keeps no agent states. */
  readonly agent: AgentStatus | null;
  readonly lrm: StationView['lrm'];
  readonly rememberedPhone: string | null;
  readonly offer: BarView['offer'];
  readonly outage: BarView['outage'];
  readonly captures: StationView['captures'];
  readonly barExpanded: boolean;
  readonly refusal: BarView['refusal'];
  readonly dialPurpose: BarView['purpose'];
  readonly settings: StationView['settings'];
  readonly notices: StationView['notices'];
  readonly training: StationView['training'];
}

export function composeStationView(truth: Truth): StationView {
  return {
    environment: truth.environment,
    stopped: truth.stopped,
    card: cardView(truth),
    session: truth.session,
    signIn: truth.signIn,
    account: truth.account,
    callLog: truth.callLog,
    directory: truth.directory,
    verification: truth.verification,
    escalation: truth.escalation,
    requests: truth.requests,
    support: truth.support,
    asked: truth.asked,
    phone: phoneView(truth),
    settings: truth.settings,
    lrm: truth.lrm,
    outage: truth.outage,
    captures: truth.captures,
    notices: truth.notices,
    hasBoard: truth.binding.kind === 'bound' && boardSummary(truth.board) !== null,
    training: truth.training,
  };
}

export function composeBarView(truth: Truth): BarView {
  const { session } = truth;
  const working = isWorking(session) ? session : null;
  return {
    environment: truth.environment,
    agent: working && {
      name: fullName(working.person),
      role: working.profile.role,
      entity: working.profile.entity.name,
    },
    locked: session.kind === 'locked',
    degraded: working?.degraded != null,
    phone: phoneView(truth),
    purpose: truth.dialPurpose,
    withFile: truth.lrm?.withFile ?? [],
    offer: truth.offer,
    refusal: truth.refusal,
    outage: truth.outage,
    collapsed: truth.settings.barCollapsed,
    expanded: truth.barExpanded,
    board: boardSummary(truth.board),
    agentStatus: truth.agent,
    answers: session.kind === 'signed-in' ? (truth.support?.tickets.unread ?? 0) : 0,
    troubles: truth.troubles.map(({ id, verdict, title, finding = title }) => ({
      id,
      verdict,
      title,
      finding,
    })),
  };
}

/** A page needs neither the certificates nor where the middleware was looked for. */
function cardView({ card, cardInUse }: Truth): CardView {
  if (card.kind === 'card-present') {
    const { kind, reader, holder, validity, pinTriesLeft } = card;
    return { kind, reader, holder, validity, pinTriesLeft, inUse: cardInUse };
  }
  return 'reader' in card ? { kind: card.kind, reader: card.reader } : { kind: card.kind };
}

function phoneView({ binding, phone, callers, callLog, rememberedPhone }: Truth): PhoneView {
  const { link, registered, calls, capabilities, doNotDisturb, lastDialled, droppedDocuments } = phone;
  return {
    binding: bindingView(binding, rememberedPhone),
    link,
    phoneRegistered: registered,
    calls: calls.map((call) => ({ ...call, caller: callers.get(call.id) ?? null })),
    capabilities,
    doNotDisturb,
    lastDialled: lastDialled ?? callLog?.lastDialled ?? null,
    droppedDocuments,
  };
}

function bindingView(binding: BindingState, remembered: string | null): BindingView {
  return binding.kind === 'unbound' ? { ...binding, remembered } : binding;
}
