/**
 * Relays UDP to PORT on loopback, in a process of its own so that nothing else delays it: answers come late and some
 * never, by the law that the parent sets. Says what it did to the packets since.
 */
import { createSocket, type Socket } from 'node:dgram';
import { injected, type Law, type RelayOrder } from './packet-law.ts';

const target = Number(process.argv[2]);
const front = createSocket('udp4');
const ways = new Map<number, Socket>();
let law: Law = { delay: 0, jitter: 0, dropEvery: 0 };
let count = 0;
let timers: NodeJS.Timeout[] = [];

front.on('message', (message, from) => {
  wayOf(from.port, from.address).send(message, target, '127.0.0.1');
});

function wayOf(port: number, address: string): Socket {
  const known = ways.get(port);
  if (known) return known;
  const back = createSocket('udp4');
  ways.set(port, back);
  back.on('message', (message) => {
    const late = injected(law, count);
    count += 1;
    if (late === null) return;
    if (late === 0) front.send(message, port, address);
    else after(late, () => front.send(message, port, address));
  });
  back.on('error', () => undefined);
  return back;
}

/** Finer than a timer of Node, which counts whole milliseconds. */
function after(milliseconds: number, act: () => void): void {
  const due = performance.now() + milliseconds;
  const spin = (): void => {
    if (performance.now() >= due) act();
    else setImmediate(spin);
  };
  timers.push(setTimeout(spin, Math.max(0, milliseconds - 2)));
}

process.on('message', (order: RelayOrder) => {
  if (order.type === 'law') {
    for (const timer of timers) clearTimeout(timer);
    timers = [];
    law = order.law;
    count = 0;
  }
  process.send?.({ type: 'done', count });
});
process.once('disconnect', () => process.exit());
front.bind(0, '127.0.0.1', () => process.send?.({ type: 'ready', port: front.address().port }));
