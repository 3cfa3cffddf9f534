import { once } from 'node:events';
import { WebSocketServer } from 'ws';
import type { TrainingPhones, TrainingPhonesOptions } from './control.ts';
import { trainingControl } from './control-of.ts';
import { Exchange } from './exchange/exchange.ts';
import type { Behaviour } from './exchange/routing.ts';
import type { Fault } from './faults.ts';
import { PhoneFaults } from './phone-faults.ts';
import { Presence } from './presence.ts';
import { SipServer } from './sip-server.ts';
import { Dialogs, type Site } from './site.ts';

export { type ActivityOptions, startActivity } from './activity.ts';
export { type Brand, type BrandName, brandNames, brands } from './brands.ts';
export { type TypicalCaller, typicalCallers } from './callers.ts';
export type { CallAtPhone, TrainingPhones, TrainingPhonesOptions } from './control.ts';
export type { AgentState, Party } from './exchange/model.ts';
export type { TrainingQueue } from './exchange/queues.ts';
export type { Behaviour } from './exchange/routing.ts';
export type { TrainingNumber } from './exchange/stations.ts';
export { type Fault, faults, type Hostility, hostilities } from './faults.ts';
export { type PhoneFault, phoneFaults } from './phone-faults.ts';

const DOMAIN = 'formation.invalid';
const ANSWER_AFTER = 2_500;

/** Starts the phones; they speak to this machine only. */
export async function startTrainingPhones(options: TrainingPhonesOptions): Promise<TrainingPhones> {
  const faults = new Set<Fault>();
  const connections = new Set<SipServer>();
  const exchange = new Exchange({
    numbers: options.numbers,
    ...(options.queues ? { queues: options.queues } : {}),
    answerAfter: options.answerAfter ?? ANSWER_AFTER,
    behaviour: options.behaviour ?? usualBehaviour,
    ...(options.pickUpCode === undefined ? {} : { pickUpCode: options.pickUpCode }),
    ...(options.clock ? { clock: options.clock } : {}),
    replacesDialogs: options.replacesDialogs ?? false,
  });
  const site: Site = {
    exchange,
    domain: DOMAIN,
    faults,
    phoneFaults: new PhoneFaults(),
    presence: new Presence((number) => {
      for (const connection of connections) connection.notifyOf(number, 'presence');
    }),
    dialogs: new Dialogs(exchange, DOMAIN),
  };
  exchange.onEvent((event) => {
    for (const connection of connections) connection.onEvent(event);
  });
  exchange.onChange((number) => {
    const off = exchange.phone(number)?.registered === false;
    for (const connection of connections) {
      if (off) connection.onSwitchedOff(number);
      connection.notifyOf(number, 'calls');
    }
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
      site,
      send: (message) => {
        if (!faults.has('silent') && socket.readyState === socket.OPEN) socket.send(message);
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
    ...trainingControl(site),
    setFault: (fault, on) => {
      if (on) faults.add(fault);
      else faults.delete(fault);
      if (fault === 'link-cut' && on) cutConnections();
    },
    attack: (kind) => {
      for (const connection of connections) connection.attack(kind);
    },
    counts: () => {
      const all = [...connections].map((connection) => connection.counts());
      const sum = (of: 'subscriptions' | 'sessions'): number =>
        all.reduce((total, counts) => total + counts[of], 0);
      return {
        ...exchange.counts(),
        connections: all.length,
        subscriptions: sum('subscriptions'),
        sessions: sum('sessions'),
      };
    },
    stop: async () => {
      exchange.stop();
      site.presence.stop();
      cutConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function usualBehaviour(number: string): Behaviour {
  if (number.endsWith('98')) return 'busy';
  return number.endsWith('99') ? 'no-answer' : 'answers';
}
