import { dialledFrom } from './dialling/prepare-dial.ts';
import type { SiteRules } from './dialling/site-rules.ts';
import { fail, ok, type Result } from './failures/index.ts';
import type { SessionState } from './identity/index.ts';
import type { Observable } from './shared/listeners.ts';
import type { DeskPhone, PhoneAction, PhoneCommand } from './telephony/index.ts';

export interface OperatorCommandOptions {
  readonly session: Observable<SessionState>;
  readonly phone: Pick<DeskPhone, 'command'>;
  readonly rules: SiteRules;
  /** Whether the site lets a call be taken that waits or rings at a number. */
  readonly mayPickUp?: (number: string) => Result<undefined>;
}

export type OperatorCommand = (command: PhoneCommand) => Promise<Result<undefined>>;

const beginsCall: ReadonlySet<PhoneAction> = new Set(['dial', 'pickUp']);

/**
 * The one way by which an operator's wish reaches the phone, whatever carries it: a page, a key, a link, the regulation
 * software. A number is read and put in the site's form. What acts on a call in progress goes on while the station is
 * locked; what begins one waits for the card. Fails as the number or the phone refuses, or with `Session_Locked`.
 */
export function operatorCommand({
  session,
  phone,
  rules,
  mayPickUp,
}: OperatorCommandOptions): OperatorCommand {
  return async (command) => {
    if (beginsCall.has(command.action) && session.get().kind === 'locked') return fail('Session_Locked');
    const allowed = command.action === 'pickUp' ? (mayPickUp?.(command.number) ?? ok()) : ok();
    if (!allowed.ok) return allowed;
    const prepared = withSiteNumber(command, rules);
    return prepared.ok ? phone.command(prepared.value) : prepared;
  };
}

/** Whom a pick-up names is an address of the exchange, a colleague or a queue: no rule for calls concerns it. */
function withSiteNumber(command: PhoneCommand, rules: SiteRules): Result<PhoneCommand> {
  if (!('number' in command) || command.action === 'pickUp') return ok(command);
  const dialled = dialledFrom(command.number, rules);
  return dialled.ok ? ok({ ...command, number: dialled.value }) : dialled;
}
