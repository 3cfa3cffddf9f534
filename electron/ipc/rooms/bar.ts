import { z } from 'zod';
import type { DialOffer } from '../../dialling/offered-numbers.ts';
import type { PassingFailure } from '../../dialling/passing-refusal.ts';
import type { AgentStatus } from '../../telephony/agent/ports.ts';
import type { Outage } from '../../telephony/outage.ts';
import type { BoardSummaryView } from './board.ts';
import { type DialPurpose, dialPurpose } from './dial.ts';
import type { EnvironmentView } from './environment.ts';
import { id, nothing } from './shapes.ts';
import { agentState, type PhoneView, phoneCommand } from './telephony.ts';
import type { TroubleView } from './verification.ts';

export const barRequests = {
  'bar.view': nothing,
  'bar.collapse': z.strictObject({ collapsed: z.boolean() }),
  /** Shows or puts away the row of the secondary commands. */
  'bar.expand': z.strictObject({ expanded: z.boolean() }),
  'bar.openStation': nothing,
  /** « Vérifier le poste », on one point. */
  'bar.openVerification': z.strictObject({ id: z.string().min(1).max(200) }),
  /** « Mes tickets ». */
  'bar.openTickets': nothing,
  /** What a key or a link asked in vain was read. */
  'bar.dismissRefusal': nothing,
  /** Asks the regulation software to show the file of a call. */
  'lrm.showFile': z.strictObject({ callId: id }),
  'bar.openBoard': nothing,
  'agent.set': agentState,
  'bar.openDial': dialPurpose,
  'phone.command': phoneCommand,
} as const;

export interface BarReplies {
  'bar.view': BarView;
}

export interface BarView {
  readonly environment: EnvironmentView;
  /** Null when nobody is signed in. */
  readonly agent: { readonly name: string; readonly role: string; readonly entity: string } | null;
  readonly locked: boolean;
  /** The session was opened without the portal: telephony only. */
  readonly degraded: boolean;
  readonly phone: PhoneView;
  readonly outage: Outage | null;
  readonly purpose: DialPurpose;
  /** Ids of the calls whose file the regulation software can show. */
  readonly withFile: readonly string[];
  /** What the number field is filled in with: a copied number, a link; null where it starts empty. */
  readonly offer: DialOffer | null;
  /** Why the last key or link did nothing, for a while. */
  readonly refusal: PassingFailure | null;
  readonly collapsed: boolean;
  /** The row of the secondary commands is there. */
  readonly expanded: boolean;
  /** Null where the site has no board. */
  readonly board: BoardSummaryView | null;
  /** The operator's own state at the exchange; null where the site keeps none. */
  readonly agentStatus: AgentStatus | null;
  /** The gravest first. */
  readonly troubles: readonly TroubleView[];
  /** Tickets on which the support has answered and that the person has not opened since. */
  readonly answers: number;
}
