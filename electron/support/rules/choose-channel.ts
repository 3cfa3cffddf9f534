import type { ChannelName, Progress } from './letter.ts';

/**
 * The way that a letter goes by, of those that the site has, in its order. It stays with one as long as something of it
 * is, or may be, at the desk; else it goes to the next one after `patience` failures, and in the end to the first again.
 * Null where the way that it has to go by is not there any more.
 */
export function chooseChannel(
  { channel, ticket, begun, tries }: Progress,
  order: readonly ChannelName[],
  patience: number,
): ChannelName | null {
  const [first = null] = order;
  if (channel === null) return first;
  const place = order.indexOf(channel);
  if (ticket !== null || begun !== null) return place >= 0 ? channel : null;
  if (place < 0) return first;
  if (tries < patience) return channel;
  return order[(place + 1) % order.length] ?? first;
}
