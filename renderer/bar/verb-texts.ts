import type { CallView } from '../../electron/ipc/rooms/telephony.ts';
import { callName, listed, partyName } from '../ui/party-names.ts';
import { formatPhoneNumber } from '../ui/phone-number.ts';
import { callsOf, type PhoneSituation, type SecondaryVerb } from '../ui/secondary-verbs.ts';
import { t } from './text.ts';

/** What a verb will do with these very calls, in words; before it is done. */
export function whatItDoes(verb: SecondaryVerb, situation: PhoneSituation, lead: CallView | null): string {
  const { call, other } = callsOf(verb, situation.calls, lead);
  switch (verb) {
    case 'redial':
      return t('says.redial', { number: formatPhoneNumber(situation.lastDialled ?? '') });
    case 'doNotDisturb':
      return t(situation.doNotDisturb === true ? 'says.doNotDisturb.off' : 'says.doNotDisturb.on');
    case 'alternate':
      return call?.state === 'held' ? sentence(verb, call, other) : sentence(verb, other, call);
    case 'transfer':
      return sentence(other?.state === 'dialling' ? 'transferRinging' : verb, call, other);
    default:
      return sentence(verb, call, other);
  }
}

type Sentence = Exclude<SecondaryVerb, 'redial' | 'doNotDisturb'> | 'transferRinging';

function sentence(
  name: Sentence,
  call: CallView | null | undefined,
  other: CallView | null | undefined,
): string {
  return t(`says.${name}`, {
    call: call ? callName(call) : '',
    other: other ? callName(other) : '',
  });
}

/** Who is talked to and who waits: the first thing to read before a verb is chosen. */
export function relationOf(calls: readonly CallView[], lead: CallView | null): string {
  const { call, other } = callsOf('transfer', calls, lead);
  if (call && other) {
    const [waiting, talking] = call.state === 'connected' ? [other, call] : [call, other];
    const names = { waiting: callName(waiting), talking: callName(talking) };
    if (talking.state === 'held') return t('relation.bothWait', names);
    return t(talking.state === 'dialling' ? 'relation.dialling' : 'relation.pair', names);
  }
  if (!lead || lead.state === 'ended') return t('relation.none');
  if (lead.members.length > 0)
    return t('relation.conference', { members: listed(lead.members.map(partyName)) });
  return t(lead.state === 'ringing' ? 'relation.ringing' : 'relation.one', { who: callName(lead) });
}
