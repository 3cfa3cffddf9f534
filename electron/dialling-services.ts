import { OfferedNumbers } from './dialling/offered-numbers.ts';
import { type DialReading, prepareDial } from './dialling/prepare-dial.ts';
import { type Failure, fail } from './failures/index.ts';
import type { SessionState } from './identity/index.ts';
import type { OperatorCommand } from './operator-command.ts';
import type { DiallingConfiguration } from './settings/configuration.ts';
import type { Observable } from './shared/listeners.ts';

export interface DiallingOptions {
  readonly configuration: DiallingConfiguration;
  readonly session: Observable<SessionState>;
  readonly command: OperatorCommand;
  /** Opens the number field, which takes the keyboard. */
  readonly openField: () => void;
  /** Tells what somebody just asked for in vain where it is seen. */
  readonly show: (failure: Failure) => void;
}

export interface DiallingServices {
  /** What a text means for whoever wants to call it. */
  readonly read: (text: string) => DialReading;
  /** Numbers that come from outside the number field. */
  readonly offers: OfferedNumbers;
}

/** Wires dialling to the session and the phone. */
export function startDialling(options: DiallingOptions): DiallingServices {
  const { configuration, session, command } = options;
  return {
    read: (text) => prepareDial(text, configuration),
    offers: new OfferedNumbers({
      configuration,
      refusal: () => refusalIn(session.get()),
      dial: (number) => command({ action: 'dial', number }),
      openField: options.openField,
      tell: options.show,
    }),
  };
}

/** Why nobody may start a call in this session, or null. */
function refusalIn(session: SessionState): Failure | null {
  if (session.kind === 'signed-in') return null;
  return fail(session.kind === 'locked' ? 'Session_Locked' : 'Link_NobodySignedIn').failure;
}
