import texts from '../../../../resources/fr/training.json' with { type: 'json' };
import type { OtpChannel } from '../../../identity/account/account.ts';
import type { Deliver } from './delivery.ts';
import type { OneTimeCode } from './one-time-code.ts';

export interface Destination {
  readonly personId: string;
  readonly channel: OtpChannel;
  /** E.164 number or address. */
  readonly value: string;
}

/** Sends codes; tells whether each could be handed over. */
export type SendCode = (destination: Destination, code: OneTimeCode) => Promise<boolean>;

/** Words the message that carries a code; it names its sender and tells never to pass the code on. */
export function codeSender(deliver: Deliver): SendCode {
  return async ({ personId, channel, value }, code) => {
    try {
      await deliver({
        kind: channel === 'phone' ? 'sms' : 'email',
        to: value,
        personId,
        subject: texts.messages.codeSubject,
        text: texts.messages.code.replace('{code}', code.value),
      });
      return true;
    } catch {
      return false;
    }
  };
}
