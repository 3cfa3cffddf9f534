import type { Result } from '../../failures/index.ts';
import type { SipSession, SipUserAgent } from '../sip/sip-link.ts';
import { resultOf } from './phone-orders.ts';

/** No media is ever sent or heard: what the phone sends to this address stays in the phone. */
const sdp = [
  'v=0',
  'o=bandeau 1 1 IN IP4 127.0.0.1',
  's=-',
  'c=IN IP4 127.0.0.1',
  't=0 0',
  'm=audio 9 RTP/AVP 8 0 101',
  'a=rtpmap:8 PCMA/8000',
  'a=rtpmap:0 PCMU/8000',
  'a=rtpmap:101 telephone-event/8000',
  // Phones take a leg that is not `sendrecv` for one on hold, and do not transfer it.
  'a=sendrecv',
  '',
].join('\r\n');

const PROGRESS_TIMEOUT = 2_000;

/** Each vendor has its hint for picking up by itself; RFC 5373 is the standard one. */
const autoAnswer = [
  'Call-Info: <sip:bandeau.invalid>;answer-after=0',
  'Alert-Info: <http://bandeau.invalid>;info=alert-autoanswer;delay=0',
  'Answer-Mode: Auto',
];

export interface DialOrder {
  readonly phone: string;
  readonly to: string;
  /** Milliseconds for the phone to pick up, by itself or by hand. */
  readonly pickUp: number;
  /** Milliseconds for it to take the REFER. */
  readonly deadline: number;
}

/**
 * Makes a phone call `to`: an INVITE that it answers by itself, REFER in that dialog, then BYE of our leg (third
 * party call control with REFER, RFC 5589 §3). Success means that it took the order, not that anything rings.
 */
export async function dialByRefer(
  agent: SipUserAgent,
  { phone, to, pickUp, deadline }: DialOrder,
): Promise<Result<undefined>> {
  const outcome = await agent.invite({
    uri: phone,
    headers: autoAnswer,
    body: { contentType: 'application/sdp', content: sdp },
    deadline: pickUp,
  });
  if (!outcome.ok) return resultOf(outcome);
  const response = await outcome.session.refer(to, deadline);
  void leave(outcome.session);
  return resultOf(response);
}

/** A phone that loses our leg before it has placed its own call may forget to place it. */
async function leave(session: SipSession): Promise<void> {
  await session.progress(PROGRESS_TIMEOUT);
  session.bye();
}
