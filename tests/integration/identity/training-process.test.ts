import { type ChildProcess, fork } from 'node:child_process';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { OidcIdentityProvider } from '../../../electron/identity/index.ts';
import type {
  TrainingChanges,
  TrainingReply,
  TrainingRequest,
  TrainingWorld,
} from '../../../electron/training/protocol.ts';

let child: ChildProcess;
let world: TrainingWorld;
let client: OidcIdentityProvider;
let changes: TrainingChanges = { messages: [], ecps: [] };

const send = (request: TrainingRequest) => void child.send(request);
const bytes = (text: string) => new TextEncoder().encode(text);
const holder = (id: string) => {
  const found = world.holders.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`nobody is called ${id}`);
  return found;
};

beforeAll(async () => {
  child = fork('electron/training/process.ts', {
    execArgv: ['--import', './tests/stand/identity/parent-port.ts'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  world = await new Promise<TrainingWorld>((resolve, reject) => {
    child.on('message', (reply: TrainingReply) => {
      if (reply.type === 'ready') resolve(reply.world);
      else if (reply.type === 'failed') reject(new Error(reply.reason));
      else changes = { messages: reply.messages, ecps: reply.ecps };
    });
    child.once('exit', () => reject(new Error('training ended')));
  });
  client = new OidcIdentityProvider(world.identity, fetch);
}, 30_000);
afterAll(() => void child.kill());

it('a code arrives on the simulated telephone of who signs in by password', async () => {
  const { otp, name } = holder('arm-2');
  const opened = await client.startOtp(otp?.identifier ?? '', bytes(otp?.password ?? ''));
  if (!opened.ok || opened.value.kind !== 'challenge') throw new Error('a code is asked for');
  await vi.waitUntil(() => changes.messages.length > 0);
  const [message] = changes.messages;
  expect(message).toMatchObject({ kind: 'sms', name, subject: null, hasLink: false });
  const code = bytes(/\d{6}/.exec(message?.text ?? '')?.[0] ?? '');
  expect(await client.continueOtp(opened.value.conversation, { type: 'code', code })).toMatchObject({
    ok: true,
    value: { kind: 'granted', grant: { method: 'otp' } },
  });
});

it('a request waits on the simulated e-CPS, and the link of a mail ties the identity to the account', async () => {
  const { rpps, name } = holder('midwife');
  const started = await client.startPsc({ identifier: `8${rpps}`, channel: 'MOBILE', digits: '31' });
  if (!started.ok) throw new Error(started.failure.code);
  await vi.waitUntil(() => changes.ecps.length > 0);
  const [request] = changes.ecps;
  expect(request).toMatchObject({ name, digits: '31', channel: 'MOBILE' });
  send({ type: 'answerEcps', requestId: request?.id ?? '', accept: true });
  await vi.waitUntil(() => changes.ecps.length === 0);
  const outcome = await client.awaitPsc({ ...started.value, interval: 0 }, new AbortController().signal);
  if (!outcome.ok || outcome.value.kind !== 'unlinked') throw new Error('the identity is not linked yet');

  const { tokens } = outcome.value;
  const link = await client.requestLink(tokens, 'noa.rattacher@ch-fictif.example');
  if (!link.ok) throw new Error(link.failure.code);
  await vi.waitUntil(() => changes.messages.some(({ hasLink }) => hasLink));
  expect(await client.completeLink(tokens, link.value)).toEqual({ ok: true, value: null });
  const mail = changes.messages.find(({ hasLink }) => hasLink);
  send({ type: 'followLink', messageId: mail?.id ?? '' });
  await vi.waitUntil(async () => {
    const linked = await client.completeLink(tokens, link.value);
    return linked.ok && linked.value !== null;
  });
});

it('cut off, the portal is unreachable, and comes back', async () => {
  expect(await client.isReachable()).toBe(true);
  send({ type: 'breakPortal', broken: true });
  await vi.waitUntil(async () => !(await client.isReachable()));
  send({ type: 'breakPortal', broken: false });
  await vi.waitUntil(() => client.isReachable());
});

it('tells the station where to look for revoked cards, and which authorities issue them', async () => {
  expect(world.cardAuthorities.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
  for (const list of world.revocationLists) expect((await fetch(list)).status).toBe(200);
});
