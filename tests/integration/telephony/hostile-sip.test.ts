import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SipLink } from '../../../electron/telephony/sip/sip-link.ts';
import { openSupervisedLink } from '../../../electron/telephony/sip/supervised-link.ts';
import { waitFor } from '../../stand/process.ts';
import { type SipServerInTest, sipServer } from './sip-servers.ts';

let server: SipServerInTest;
let link: SipLink;

beforeEach(async () => {
  server = await sipServer({ options: 200 });
  link = openSupervisedLink({
    servers: [server.url],
    identity: { addressOfRecord: 'sip:1501@samu.test', credential: null },
    heartbeat: 60,
  });
  await waitFor(() => link.state.get().kind === 'up', { timeoutMs: 3_000, what: 'the link' });
});

afterEach(async () => {
  await link.stop();
  server.stop();
});

const good = [
  'NOTIFY sip:x@y.invalid SIP/2.0',
  'Via: SIP/2.0/WS z.invalid;branch=z9hG4bK1',
  'From: <sip:1501@samu.test>;tag=a',
  'To: <sip:1501@samu.test>;tag=b',
  'Call-ID: c',
  'CSeq: 1 NOTIFY',
  'Contact: <sip:z.invalid;transport=ws>',
  'Event: dialog',
  'Subscription-State: active;expires=3600',
  'Content-Length: 0',
];

/** A good message with one line gone, doubled, or overwritten with anything. */
const damaged = fc
  .tuple(fc.nat(good.length - 1), fc.constantFrom('gone', 'doubled', 'other'), fc.string({ maxLength: 40 }))
  .map(([index, damage, text]) => {
    const line = good[index] ?? '';
    const other = `${line.slice(0, text.length)}${text}`;
    const lines = damage === 'gone' ? [] : damage === 'doubled' ? [line, line] : [other];
    return `${good.toSpliced(index, 1, ...lines).join('\r\n')}\r\n\r\n`;
  });

function send(message: string | Buffer): void {
  for (const client of server.sockets.clients) client.send(message);
}

/** Everything sent before has been handled once this was dropped and counted. */
async function handled(): Promise<void> {
  const before = link.dropped.get();
  send('no SIP at all');
  await waitFor(() => link.dropped.get() > before, { timeoutMs: 10_000, what: 'the messages to be handled' });
}

test('no damaged message ends the link or throws', async () => {
  for (const message of fc.sample(damaged, 500)) send(message);
  for (const bytes of fc.sample(fc.uint8Array({ maxLength: 300 }), 100)) send(Buffer.from(bytes));
  await handled();
  expect(link.state.get().kind).toBe('up');
});

test('a message that is too long is dropped and the link kept', async () => {
  send(`${good.slice(0, -1).join('\r\n')}\r\nContent-Length: 200000\r\n\r\n${'x'.repeat(200_000)}`);
  await waitFor(() => link.dropped.get() === 1, { timeoutMs: 3_000, what: 'the drop to be counted' });
  expect(link.state.get().kind).toBe('up');
});

test('a link stops within its deadline though nobody answers', async () => {
  for (const client of server.sockets.clients) client.pause();
  const started = Date.now();
  await link.stop();
  expect(Date.now() - started).toBeLessThan(2_500);
});
