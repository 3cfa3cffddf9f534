import { once } from 'node:events';
import { WebSocketServer } from 'ws';
import { type Behaviour, Exchange, type TrainingNumber } from './exchange.ts';
import type { Fault, Hostility } from './faults.ts';
import { SipServer } from './sip-server.ts';

export { type TypicalCaller, typicalCallers } from './callers.ts';
export type { Behaviour, TrainingNumber } from './exchange.ts';
export { type Fault, faults, type Hostility, hostilities } from './faults.ts';

export interface TrainingPhonesOptions {
  readonly numbers: readonly TrainingNumber[];
  /** Milliseconds after which a called party answers; 2,500 when not given. */
  readonly answerAfter?: number;
  /** How a called number behaves; without it everyone answers, but numbers that end in 98 are busy and in 99 absent. */
  readonly behaviour?: (number: string) => Behaviour;
  /** Loopback port; any free one when not given. */
  readonly port?: number;
}

/** A training site's telephony on loopback: an exchange and desk phones that speak SIP over WebSocket (RFC 7118). */
export interface TrainingPhones {
  /** For `telephony.servers` of the configuration. */
  readonly url: string;
  readonly domain: string;
  /** `sip:NUMBER@domain` of a number. */
  addressOfRecord(number: string): string;
  /** Lets the phone of `number` ring; `from` null withholds the caller's number. Gives the id of the call. */
  incomingCall(call: { number: string; from: string | null; displayName?: string | null }): string;
  /** What happens at the phone or at the other end: each acts on the id of a call, or does nothing if it is over. */
  answerAtPhone(id: string): void;
  holdAtPhone(id: string): void;
  retrieveAtPhone(id: string): void;
  hangUpAtPhone(id: string): void;
  remoteAnswers(id: string): void;
  remoteHangsUp(id: string): void;
  /** Somebody dials on the phone itself; gives the id of the call. */
  dialAtPhone(number: string, to: string): string;
  setRegistered(number: string, registered: boolean): void;
  setFault(fault: Fault, on: boolean): void;
  attack(kind: Hostility): void;
  stop(): Promise<void>;
}

const DOMAIN = 'formation.invalid';
const ANSWER_AFTER = 2_500;

/** Starts the phones; they speak to this machine only. */
export async function startTrainingPhones(options: TrainingPhonesOptions): Promise<TrainingPhones> {
  const faults = new Set<Fault>();
  const connections = new Set<SipServer>();
  const exchange = new Exchange({
    numbers: options.numbers,
    answerAfter: options.answerAfter ?? ANSWER_AFTER,
    behaviour: options.behaviour ?? usualBehaviour,
  });
  exchange.onChange((number) => {
    for (const connection of connections) connection.notifyOf(number);
  });

  const server = new WebSocketServer({
    host: '127.0.0.1',
    port: options.port ?? 0,
    maxPayload: 256 * 1024,
    handleProtocols: (protocols) => (protocols.has('sip') ? 'sip' : false),
    verifyClient: () => !faults.has('link-cut'),
  });
  server.on('connection', (socket) => {
    const connection = new SipServer({
      exchange,
      domain: DOMAIN,
      faults,
      send: (message) => {
        if (!faults.has('silent')) socket.send(message);
      },
    });
    connections.add(connection);
    socket.on('message', (data) => connection.receive(String(data)));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => connections.delete(connection));
  });
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port given');

  const cutConnections = (): void => {
    for (const socket of server.clients) socket.terminate();
  };
  return {
    url: `ws://127.0.0.1:${address.port}`,
    domain: DOMAIN,
    addressOfRecord: (number) => `sip:${number}@${DOMAIN}`,
    incomingCall: ({ number, from, displayName = null }) =>
      exchange.ring(number, { number: from, displayName }),
    answerAtPhone: (id) => exchange.connect(id),
    holdAtPhone: (id) => exchange.hold(id),
    retrieveAtPhone: (id) => exchange.retrieve(id),
    hangUpAtPhone: (id) => exchange.end(id),
    remoteAnswers: (id) => exchange.connect(id),
    remoteHangsUp: (id) => exchange.end(id),
    dialAtPhone: (number, to) => exchange.place(number, to),
    setRegistered: (number, registered) => exchange.setRegistered(number, registered),
    setFault: (fault, on) => {
      if (on) faults.add(fault);
      else faults.delete(fault);
      if (fault === 'link-cut' && on) cutConnections();
    },
    attack: (kind) => {
      for (const connection of connections) connection.attack(kind);
    },
    stop: async () => {
      exchange.stop();
      cutConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function usualBehaviour(number: string): Behaviour {
  if (number.endsWith('98')) return 'busy';
  return number.endsWith('99') ? 'no-answer' : 'answers';
}
