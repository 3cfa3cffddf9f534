import type { CardReply } from '../../../native/card/protocol.ts';

const types: ReadonlySet<unknown> = new Set<CardReply['type']>(['state', 'signed', 'pong']);

/** Whether the process sent one of its replies: the middleware lives in it, and may have done anything to it. */
export function isCardReply(reply: unknown): reply is CardReply {
  return typeof reply === 'object' && reply !== null && 'type' in reply && types.has(reply.type);
}
