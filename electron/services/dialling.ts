import { OfferedNumbers } from '../dialling/offered-numbers.ts';
import { PassingRefusal } from '../dialling/passing-refusal.ts';
import { type DialReading, prepareDial } from '../dialling/prepare-dial.ts';
import { type CallShortcut, commandOf } from '../dialling/shortcut-commands.ts';
import { type ChosenKeys, Shortcuts, type SystemKeys } from '../dialling/shortcuts.ts';
import { type Failure, fail } from '../failures/index.ts';
import type { SessionState } from '../identity/index.ts';
import { isWorking } from '../identity/session.ts';
import type { OperatorCommand } from '../operator-command.ts';
import type { DiallingConfiguration, ShortcutAction } from '../settings/configuration.ts';
import { derived, type Observable } from '../shared/listeners.ts';
import type { PhoneState } from '../telephony/index.ts';

export interface DiallingOptions {
  readonly configuration: DiallingConfiguration;
  readonly session: Observable<SessionState>;
  readonly phone: Observable<PhoneState>;
  readonly command: OperatorCommand;
  readonly keys: SystemKeys;
  readonly chosenKeys: Observable<ChosenKeys>;
  readonly chooseKeys: (chosen: ChosenKeys) => void;
  /** The text that somebody copied. */
  readonly copied: () => Promise<string>;
  /** Opens the number field, which takes the keyboard. */
  readonly openField: () => void;
  /** Captures what the screen shows now. */
  readonly captureScreen: () => void;
  /** Tells what somebody asked for in vain while there is no bar. */
  readonly show: (failure: Failure) => void;
}

export interface DiallingServices {
  /** What a text means for whoever wants to call it. */
  readonly read: (text: string) => DialReading;
  /** Numbers that come from outside the number field. */
  readonly offers: OfferedNumbers;
  readonly shortcuts: Shortcuts;
  /** Why the last key or link did nothing, for the bar. */
  readonly refusal: PassingRefusal;
  close(): void;
}

/** Wires numbers from everywhere, and keys, to the session and the phone. */
export function startDialling(options: DiallingOptions): DiallingServices {
  const { configuration, session, phone, command } = options;
  const refusal = new PassingRefusal();
  const refuse = (failure: Failure) => {
    if (isWorking(session.get()) && phone.get().number !== null) refusal.tell(failure);
    else options.show(failure);
  };
  const offers = new OfferedNumbers({
    configuration,
    refusal: () => refusalIn(session.get()),
    dial: (number) => command({ action: 'dial', number }),
    openField: options.openField,
    tell: refuse,
  });
  const actOnCall = async (action: CallShortcut) => {
    const asked = commandOf(action, phone.get().calls);
    const outcome = asked.ok ? await command(asked.value) : asked;
    if (!outcome.ok) refuse(outcome.failure);
  };
  const openField = () => {
    const failure = refusalIn(session.get());
    if (failure) refuse(failure);
    else options.openField();
  };
  const onPress = (action: ShortcutAction) => {
    refusal.clear();
    if (action === 'callCopied') void options.copied().then((text) => offers.offerCopied(text));
    else if (action === 'openNumberField') openField();
    else if (action === 'captureScreen') options.captureScreen();
    else void actOnCall(action);
  };
  const shortcuts = new Shortcuts({
    keys: options.keys,
    site: configuration.shortcuts,
    chosen: options.chosenKeys,
    choose: options.chooseKeys,
    working: derived(session, isWorking),
    onPress,
  });
  return {
    read: (text) => prepareDial(text, configuration),
    offers,
    shortcuts,
    refusal,
    close: () => {
      shortcuts.close();
      refusal.clear();
    },
  };
}

/** Why nobody may start a call in this session, or null. */
function refusalIn({ kind }: SessionState): Failure | null {
  if (kind === 'signed-in') return null;
  return fail(kind === 'locked' ? 'Session_Locked' : 'Link_NobodySignedIn').failure;
}
