import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import type { SipLink } from '../../../electron/telephony/sip/sip-link.ts';
import { SpareSocket } from '../../../electron/telephony/sip/spare-socket.ts';
import { openSupervisedLink } from '../../../electron/telephony/sip/supervised-link.ts';
import { waitFor } from '../../stand/process.ts';
import { type SipServerBehaviour, type SipServerInTest, sipServer } from './sip-servers.ts';

const servers: SipServerInTest[] = [];
let link: SipLink | null = null;

afterEach(async () => {
  await link?.stop();
  for (const server of servers.splice(0)) server.stop();
});

async function linkOver(...behaviours: SipServerBehaviour[]): Promise<SipLink> {
  servers.push(...(await Promise.all(behaviours.map(sipServer))));
  link = openSupervisedLink({
    servers: servers.map(({ url }) => url),
    identity: { addressOfRecord: 'sip:1501@samu.test', credential: null },
    heartbeat: 1,
  });
  return link;
}

async function upOn(server: SipServerInTest | undefined): Promise<void> {
  const isUp = () => {
    const state = link?.state.get();
    return state?.kind === 'up' && state.server === server?.url;
  };
  await waitFor(isUp, { timeoutMs: 5_000, what: 'the link to be up on that server' });
}

describe('the second server is taken when the first', () => {
  test.for([
    ['opens its socket but never answers', { options: null }],
    ['answers that it is out of service', { options: 503 }],
    ['closes each connection at once', { options: null, closesAfter: 0 }],
    ['closes soon after it answered', { options: 200, closesAfter: 300 }],
  ] as const)('%s', async ([, first]) => {
    await linkOver(first, { options: 200 });
    await upOn(servers[1]);
    expect(servers[0]?.connections()).toBe(1);
  });

  test('falls silent after it answered on the socket that was opened ahead', async () => {
    servers.push(await sipServer({ options: 200 }), await sipServer({ options: 200 }));
    const [first, second] = servers;
    const spare = new SpareSocket();
    spare.prepare({ server: first?.url ?? '', authority: null });
    await waitFor(() => first?.sockets.clients.size === 1, { timeoutMs: 5_000, what: 'the spare socket' });
    await delay(100);
    for (const client of first?.sockets.clients ?? []) client.pause();
    link = openSupervisedLink({
      servers: servers.map(({ url }) => url),
      identity: { addressOfRecord: 'sip:1501@samu.test', credential: null },
      heartbeat: 60,
      spare,
    });
    await upOn(first);
    await upOn(second);
  });

  test('falls silent later', async () => {
    await linkOver({ options: 200 }, { options: 200 });
    await upOn(servers[0]);
    for (const client of servers[0]?.sockets.clients ?? []) client.pause();
    await upOn(servers[1]);
  });
});

test.for([
  ['without an answer', { options: null, closesAfter: 0 }],
  ['after an answer', { options: 200, closesAfter: 20 }],
] as const)('a server that closes %s is asked less and less often', async ([, behaviour]) => {
  await linkOver(behaviour);
  await delay(3_000);
  expect(servers[0]?.connections()).toBeLessThanOrEqual(6);
});

test('any answer proves a server alive, also one that refuses', async () => {
  await linkOver({ options: 403 });
  await upOn(servers[0]);
});
