import { CallLog, type CallLogOptions, recordsStore } from '../call-log/index.ts';
import type { LogAgent } from '../call-log/rules/entry.ts';
import type { Failure } from '../failures/index.ts';
import { fullName } from '../identity/full-name.ts';
import type { SessionState } from '../identity/index.ts';
import { isWorking } from '../identity/session.ts';
import type { Records } from '../records/index.ts';
import { type Observable, Subject } from '../shared/listeners.ts';
import type { Board } from '../telephony/board/ports.ts';
import type { DeskPhone } from '../telephony/index.ts';

export interface CallLogServiceOptions {
  readonly phone: DeskPhone;
  readonly callers: CallLogOptions['callers'];
  readonly waiting: Pick<Board, 'onDeparture'>;
  readonly session: Observable<SessionState>;
  readonly records: Records;
  /** Where the log is kept: what is not on the disk goes with the shift. */
  readonly kept: CallLogService['kept'];
  readonly days: number;
  readonly tell: (failure: Failure) => void;
}

export interface CallLogService {
  readonly log: CallLog;
  /** `memory`: the workstation has no secret storage; `training`: nothing of it rests. */
  readonly kept: 'disk' | 'memory' | 'training';
  /** The phone, whose confirmed commands the log hears of. */
  readonly commanded: Pick<DeskPhone, 'command'>;
}

/** Wires the call log to the phone, the session and the records process. */
export function startCallLog(options: CallLogServiceOptions): CallLogService {
  const { phone, callers, waiting, session, records, kept, days, tell } = options;
  const log = new CallLog({
    phone: phone.state,
    callers,
    agent: agentOf(session),
    store: recordsStore(records),
    durable: kept === 'disk',
    days,
  });
  records.onStarted(() => log.storeStarted());
  waiting.onDeparture(({ outcome, flow, party, since, leftAt }) => {
    if (outcome === 'abandoned') log.abandoned({ room: flow, party, since, leftAt });
  });
  tellUnwritten(log, tell);
  return {
    log,
    kept,
    commanded: {
      command: async (command) => {
        const outcome = await phone.command(command);
        if (outcome.ok) log.done(command);
        return outcome;
      },
    },
  };
}

function agentOf(session: Observable<SessionState>): Observable<LogAgent | null> {
  const agent = new Subject(agentIn(session.get()));
  session.subscribe((state) => {
    const now = agentIn(state);
    if (now?.subject !== agent.get()?.subject) agent.set(now);
  });
  return agent;
}

function agentIn(session: SessionState): LogAgent | null {
  if (!isWorking(session)) return null;
  return { subject: session.person.subject, name: fullName(session.person) };
}

/** Once, until it is written again; a process that died is there again before anybody has read about it. */
function tellUnwritten(log: CallLog, tell: (failure: Failure) => void): void {
  let told = false;
  log.state.subscribe(({ failure }) => {
    if (failure && failure.code !== 'Records_NotAnswering' && !told) tell(failure);
    told = failure !== null && (told || failure.code !== 'Records_NotAnswering');
  });
}
