import { randomBytes } from 'node:crypto';

export interface OptionsRequest {
  /** Tells its answer from others. */
  readonly branch: string;
  readonly text: string;
}

/**
 * An OPTIONS outside of a dialog (RFC 3261 §11): any answer, a refusal too, shows that the server is there. `via` is
 * the transport and where the answer goes, `UDP 127.0.0.1:5062`.
 */
export function optionsRequest(host: string, via: string, sequence: number): OptionsRequest {
  const branch = `z9hG4bK${randomBytes(8).toString('hex')}`;
  const [transport, sentBy] = via.split(' ');
  const uri = `sip:${host}`;
  const lines = [
    `OPTIONS ${uri} SIP/2.0`,
    `Via: SIP/2.0/${transport} ${sentBy};branch=${branch};rport`,
    'Max-Forwards: 70',
    `From: <sip:bandeau@${host}>;tag=${randomBytes(4).toString('hex')}`,
    `To: <${uri}>`,
    `Call-ID: ${randomBytes(8).toString('hex')}`,
    `CSeq: ${sequence} OPTIONS`,
    'Accept: application/sdp',
    'User-Agent: Bandeau',
    'Content-Length: 0',
  ];
  return { branch, text: `${lines.join('\r\n')}\r\n\r\n` };
}

/** The branch of a final answer, or null for anything else. */
export function answeredBranch(message: string): string | null {
  const code = Number(/^SIP\/2\.0 (\d{3})/.exec(message)?.[1]);
  if (!(code >= 200)) return null;
  return /^(?:via|v)\s*:.*?;\s*branch\s*=\s*([^;,\s]+)/im.exec(message)?.[1] ?? null;
}
