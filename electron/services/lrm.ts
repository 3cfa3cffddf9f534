import { type Failure, fail } from '../failures/index.ts';
import type { SessionState } from '../identity/index.ts';
import { isWorking } from '../identity/session.ts';
import {
  Correlations,
  gatewayOptions,
  type LrmAgent,
  LrmCommands,
  LrmCoupling,
  type LrmLink,
  recordsOutbox,
  startGateway,
} from '../lrm/index.ts';
import type { OperatorCommand } from '../operator-command.ts';
import type { Records } from '../records/index.ts';
import type { LrmConfiguration } from '../settings/configuration.ts';
import type { Observable } from '../shared/listeners.ts';
import type { ProcessChannel } from '../shared/supervised-process.ts';
import type { PhoneState } from '../telephony/index.ts';

export interface LrmOptions {
  readonly configuration: LrmConfiguration;
  readonly session: Observable<SessionState>;
  readonly phone: Observable<PhoneState>;
  readonly agentState: Observable<string | null>;
  readonly command: OperatorCommand;
  readonly records: Records;
  /** Whether the records rest on the disk. */
  readonly durable: boolean;
  readonly spawn: () => ProcessChannel;
  readonly tell: (failure: Failure) => void;
}

export interface LrmService extends LrmLink {
  close(): void;
}

/** Wires the coupling with the regulation software; null where the site has none. */
export function startLrm(options: LrmOptions): LrmService | null {
  const { configuration, session, phone, command, tell } = options;
  if (configuration.receivers.length === 0 && !configuration.commands) return null;
  const { options: gatewayKeys, failures } = gatewayOptions(configuration);
  for (const failure of failures) tell(failure);
  const correlations = new Correlations();
  const commands = new LrmCommands({
    phone: () => phone.get(),
    refusal: () => refusalIn(session.get()),
    session: () => ({ signedIn: isWorking(session.get()), locked: session.get().kind === 'locked' }),
    dial: (number) => command({ action: 'dial', number }),
    correlations,
    onCorrelated: (call, fileId) => coupling.correlated(call, fileId),
  });
  const gateway = startGateway({
    options: gatewayKeys,
    spawn: options.spawn,
    carryOut: (asked) => commands.carryOut(asked),
    report: tell,
  });
  const coupling = new LrmCoupling({
    phone,
    agent: () => agentIn(session.get()),
    agentState: options.agentState,
    correlations,
    gateway,
    store: recordsOutbox(options.records),
    durable: options.durable,
    receivers: gatewayKeys.receivers.map(({ url }) => url),
    expireMinutes: configuration.expireMinutes,
    expireRecordMinutes: configuration.expireRecordMinutes,
    onNotKept: () => tell(fail('Lrm_EventsNotKept').failure),
  });
  return {
    state: coupling.state,
    showFile: (callId) => coupling.showFile(callId),
    close: () => {
      coupling.close();
      gateway.close();
    },
  };
}

function refusalIn(session: SessionState): Failure | null {
  return isWorking(session) ? null : fail('Lrm_NobodySignedIn').failure;
}

function agentIn(session: SessionState): LrmAgent | null {
  return isWorking(session) ? { id: session.person.subject, profileId: session.profile.id } : null;
}
