import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { waitFor } from '../process.ts';
import type { Line, ScriptedParty } from './scripted.ts';
import { CallLeg } from './scripted-call.ts';
import {
  formatSip,
  header,
  parseSip,
  requestMethod,
  responseHeaders,
  status,
  token,
  via,
} from './sip-message.ts';

export interface ScriptedPartyOptions {
  number: string;
  displayName: string;
  domain: string;
  /** Where the exchange listens, on loopback. */
  sipPort: number;
}

const REPLY_MS = 5_000;

/** Opens the party's own port on loopback. */
export async function startScriptedParty(options: ScriptedPartyOptions): Promise<ScriptedParty> {
  const { number, displayName, domain, sipPort } = options;
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const closed = once(socket, 'close').then(() => undefined);
  let open = true;
  const hostPort = `127.0.0.1:${socket.address().port}`;
  const aor = `sip:${number}@${domain}`;
  const line: Line = {
    address: displayName === '' ? `<${aor}>` : `"${displayName}" <${aor}>`,
    contact: `sip:${number}@${hostPort}`,
    hostPort,
    domain,
    send: (text) => socket.send(text, sipPort, '127.0.0.1'),
  };
  const calls = new Map<string, CallLeg>();
  const incoming: CallLeg[] = [];
  const registrations = new Map<string, number>();

  socket.on('message', (bytes) => {
    const message = parseSip(bytes.toString());
    const callId = header(message, 'Call-ID');
    const known = calls.get(callId);
    if (known !== undefined) known.handle(message);
    else if (requestMethod(message) === 'INVITE') {
      const leg = CallLeg.receive(line, message);
      calls.set(callId, leg);
      incoming.push(leg);
    } else if (requestMethod(message) === 'OPTIONS') {
      line.send(formatSip({ start: 'SIP/2.0 200 OK', headers: responseHeaders(message, token()), body: '' }));
    } else if (status(message) >= 200) registrations.set(callId, status(message));
  });

  return {
    number,
    call: (to) => {
      const leg = CallLeg.place(line, to);
      calls.set(leg.callId, leg);
      return leg;
    },
    register: async () => {
      const callId = token();
      line.send(
        formatSip({
          start: `REGISTER sip:${domain} SIP/2.0`,
          headers: [
            via(hostPort),
            ['Max-Forwards', '70'],
            ['From', `<${aor}>;tag=${token()}`],
            ['To', `<${aor}>`],
            ['Call-ID', callId],
            ['CSeq', '1 REGISTER'],
            ['Contact', `<${line.contact}>`],
            ['User-Agent', 'scripted party'],
          ],
          body: '',
        }),
      );
      const code = await waitFor(() => registrations.get(callId), {
        timeoutMs: REPLY_MS,
        what: `${number} to be registered`,
      });
      if (code !== 200) throw new Error(`registration of ${number} refused with ${code}`);
    },
    nextCall: (timeoutMs = REPLY_MS) =>
      waitFor(() => incoming.shift(), { timeoutMs, what: `a call to ${number}` }),
    close: () => {
      if (open) socket.close();
      open = false;
      return closed;
    },
  };
}
