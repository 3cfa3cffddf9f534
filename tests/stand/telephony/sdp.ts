/** Valid, but nobody listens: the discard port. Answers the direction of the offer. */
export function sdp(offer: string): string {
  const direction = /a=inactive/.test(offer)
    ? 'inactive'
    : /a=sendonly/.test(offer)
      ? 'recvonly'
      : 'sendrecv';
  return [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    'c=IN IP4 127.0.0.1',
    't=0 0',
    'm=audio 9 RTP/AVP 0 8 101',
    'a=rtpmap:101 telephone-event/8000',
    `a=${direction}`,
    '',
  ].join('\r\n');
}
