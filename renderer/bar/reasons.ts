import type { Failure } from '../../electron/failures/index.ts';
import type { CallView } from '../../electron/ipc/rooms/telephony.ts';
import { obstacleTo } from '../../electron/telephony/call-rules.ts';
import type { PhoneAction } from '../../electron/telephony/ports.ts';
import { useFailureText } from '../ui/helpdesk.ts';
import { reasonText } from '../ui/reason-text.ts';
import { actionOf, obstacleOf, type PhoneSituation, type SecondaryVerb } from '../ui/secondary-verbs.ts';
import { t } from './text.ts';

export interface ReasonsInput {
  readonly situation: PhoneSituation;
  readonly lead: CallView | null;
  readonly locked: boolean;
  readonly pending: readonly PhoneAction[];
}

/** Verbs that begin something, or ask for a number: they wait for the card on a locked station. */
const waitsForCard: ReadonlySet<SecondaryVerb> = new Set([
  'consult',
  'singleStepTransfer',
  'deflect',
  'redial',
]);

export interface Reasons {
  /** Why an action of a main button is greyed, or null. */
  readonly of: (action: PhoneAction) => string | null;
  readonly ofDial: string | null;
  /** Why a verb of the second row is greyed, or null. */
  readonly ofVerb: (verb: SecondaryVerb) => string | null;
}

/** Why commands are greyed, in words: what the phone cannot first, then what the calls do not allow, then what lasts. */
export function useReasons({ situation, lead, locked, pending }: ReasonsInput): Reasons {
  const textOf = useFailureText();
  const cause = (code: Failure['code']) => textOf({ code }).cause;
  const phoneCannot = (action: PhoneAction) => {
    const capability = situation.capabilities[action];
    return capability.available ? null : reasonText(capability.reason);
  };
  const isPending = (action: PhoneAction) => (pending.includes(action) ? t('reason.pending') : null);
  const obstacleInWords = (verb: SecondaryVerb) => {
    const obstacle = obstacleOf(verb, situation, lead);
    if (obstacle === null) return null;
    const isAboutCalls =
      obstacle === 'nothing-dialled' ||
      obstacle === 'Phone_CallGone' ||
      obstacle === 'Phone_OtherCallMissing';
    return isAboutCalls ? t(`cannot.${verb}`) : cause(obstacle);
  };
  const obstacle = obstacleTo('dial', situation);
  // A number may be prepared while the call in progress ends; the number field says that it has to.
  const dialObstacle = obstacle === 'Phone_CallInProgress' ? null : obstacle;
  return {
    of: (action) => phoneCannot(action) ?? isPending(action),
    ofDial:
      (locked ? t('reason.locked') : null) ??
      phoneCannot('dial') ??
      (dialObstacle && cause(dialObstacle)) ??
      isPending('dial'),
    ofVerb: (verb) =>
      phoneCannot(actionOf(verb)) ??
      obstacleInWords(verb) ??
      (locked && waitsForCard.has(verb) ? t('reason.locked') : null) ??
      isPending(actionOf(verb)),
  };
}
