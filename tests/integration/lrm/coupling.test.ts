import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Failure, fail, ok, type Result } from '../../../electron/failures/index.ts';
import type { SessionState } from '../../../electron/identity/index.ts';
import { startLrm } from '../../../electron/services/lrm.ts';
import { lrmSchema } from '../../../electron/settings/schemas/lrm.ts';
import { Subject } from '../../../electron/shared/listeners.ts';
import type { Call, PhoneCommand, PhoneState } from '../../../electron/telephony/index.ts';
import { unboundPhone } from '../../../electron/telephony/unbound-phone.ts';
import { type FakeLrm, fakeLrm, type Received, spawnGateway } from '../../stand/lrm.ts';
import { apiContract } from '../../stand/open-api.ts';
import { freePort } from '../../stand/ports.ts';
import { startRecords } from '../../stand/records/index.ts';

const contract = apiContract('docs/lrm-api.yaml');
const token = 'token-of-the-station-0123456789-abcdef';
const secret = `whsec_${randomBytes(32).toString('base64')}`;
const recordsKey = randomBytes(32);

let folder: string;
let cleanUps: (() => unknown)[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bandeau-lrm-'));
  writeFileSync(join(folder, 'key'), `${secret}\n`);
  writeFileSync(join(folder, 'token'), `${token}\n`);
  cleanUps = [];
});
afterEach(async () => {
  for (const cleanUp of cleanUps.toReversed()) await cleanUp();
  rmSync(folder, { recursive: true, force: true });
});

const signedIn: SessionState = {
  kind: 'signed-in',
  person: { subject: '899700000001', givenName: 'Camille', familyName: 'EXEMPLE' },
  profile: { id: 'arm-samu44', role: 'ARM', entity: { id: 'samu44', name: 'Samu 44' }, rights: [] },
  profiles: [],
  method: 'card',
  phone: null,
  degraded: null,
};

function callOf(id: string, more: Partial<Call>): Call {
  return {
    id,
    direction: 'inbound',
    state: 'ringing',
    number: '0240083333',
    displayName: 'Nom De Famille',
    startedAt: Date.now(),
    connectedAt: null,
    heldAt: null,
    endedAt: null,
    seenFromStart: true,
    members: [],
    consultationOf: null,
    ...more,
  };
}

/** A station coupled with these receivers: gateway and records in their own processes, the phone told what to show. */
async function station(lrms: readonly FakeLrm[], { keys = {}, commands = true, onDisk = true } = {}) {
  const port = await freePort();
  const phone = new Subject<PhoneState>({ ...unboundPhone, number: '1501', registered: true });
  const session = new Subject<SessionState>(signedIn);
  const agentState = new Subject<string | null>(null);
  const asked: PhoneCommand[] = [];
  const told: Failure[] = [];
  const phoneAnswers: { next: Result<undefined> } = { next: ok() };
  const records = startRecords(onDisk ? folder : null, onDisk ? recordsKey : null);
  const children: ReturnType<typeof spawnGateway>[] = [];
  const show = (calls: readonly Call[]) => phone.set({ ...phone.get(), calls });
  const lrm = startLrm({
    configuration: lrmSchema.parse({
      receivers: lrms.map(({ url }) => ({ url, secretFile: join(folder, 'key') })),
      timeout: 800,
      ...(commands && { commands: { port, tokenFile: join(folder, 'token') } }),
      ...keys,
    }),
    session,
    phone,
    agentState,
    command: async (command) => {
      asked.push(command);
      if (phoneAnswers.next.ok && command.action === 'dial') {
        show([
          ...phone.get().calls,
          callOf('out-1', { direction: 'outbound', state: 'dialling', number: command.number }),
        ]);
      }
      return phoneAnswers.next;
    },
    records,
    durable: onDisk,
    spawn: () => {
      const child = spawnGateway();
      children.push(child);
      return child;
    },
    tell: (failure) => told.push(failure),
  });
  if (!lrm) throw new Error('nothing is coupled');
  const stop = () => {
    lrm.close();
    records.close();
  };
  cleanUps.push(stop);
  if (commands) await until(() => lrm.state.get().commands.kind === 'listening');
  return { lrm, phone, session, agentState, show, asked, told, phoneAnswers, children, stop, port };
}

async function lrmOf(answer?: Parameters<typeof fakeLrm>[0]): Promise<FakeLrm> {
  const lrm = await fakeLrm(answer);
  cleanUps.push(() => lrm.close());
  return lrm;
}

async function until(condition: () => boolean, ms = 15_000): Promise<void> {
  const end = performance.now() + ms;
  while (!condition()) {
    if (performance.now() > end) throw new Error('it did not come to that');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const typeOf = ({ body }: Received): string => JSON.parse(body).type;
const schemas: Readonly<Record<string, string>> = {
  'call.incoming': 'CallEvent',
  'call.outgoing': 'CallEvent',
  'call.ended': 'EndedEvent',
  'call.correlated': 'FileEvent',
  'file.show': 'FileEvent',
  'agent.state': 'AgentEvent',
};

/** Asks as an LRM does, and holds question and answer to the contract. */
async function ask(port: number, method: string, path: string, body?: object) {
  const requestBody = body ? JSON.stringify(body) : null;
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
    body: requestBody,
  });
  const responseBody = await response.text();
  const { status, headers } = response;
  const { faults } = contract.check({
    method,
    path,
    requestBody,
    status,
    contentType: headers.get('content-type'),
    responseBody,
  });
  return { status, body: JSON.parse(responseBody), faults };
}

describe('events', () => {
  it('arrive signed, in order and as docs/lrm-api.yaml says, from a call to its end', async () => {
    const lrm = await lrmOf();
    const { show, agentState, port, lrm: link } = await station([lrm]);
    show([callOf('in-1', {})]);
    show([callOf('in-1', { state: 'connected', connectedAt: Date.now() })]);
    expect(await ask(port, 'PUT', '/v1/files/F-1/call', {})).toMatchObject({ status: 200, faults: [] });
    expect(link.state.get().withFile).toEqual(['in-1']);
    expect(await link.showFile('in-1')).toEqual(ok());
    agentState.set('workingAfterCall');
    show([callOf('in-1', { state: 'ended', connectedAt: Date.now() - 7_000, endedAt: Date.now() })]);
    await ask(port, 'POST', '/v1/calls', { number: '0240083333' });
    await until(() => lrm.received.length === 6);

    const ofCall = lrm.received.filter(({ body }) => body.includes('"in-1"')).map(typeOf);
    expect(ofCall).toEqual(['call.incoming', 'call.correlated', 'file.show', 'call.ended']);
    expect(lrm.received.map(typeOf).toSorted()).toEqual(Object.keys(schemas).toSorted());
    for (const event of lrm.received) {
      expect(new Webhook(secret).verify(event.body, { ...event.headers })).toEqual(JSON.parse(event.body));
      expect(contract.checkSchema(schemas[typeOf(event)] ?? '', JSON.parse(event.body))).toEqual([]);
      expect(event.body).not.toContain('Nom De Famille');
    }
    expect(() => new Webhook(secret).verify('{}', { ...lrm.received[0]?.headers })).toThrow();
    expect(JSON.parse(lrm.received[0]?.body ?? '')).toMatchObject({
      data: { station: '1501', agent: { id: '899700000001', profileId: 'arm-samu44' } },
    });
  });

  it('reach an LRM that hangs, fails or is busy as soon as it answers, and another one meanwhile', async () => {
    const answers = ['hang', 500, 503, 204] as const;
    const ill = await lrmOf((response, index) => {
      const answer = answers[index] ?? 204;
      if (answer !== 'hang') response.writeHead(answer).end();
    });
    const well = await lrmOf();
    const { show, lrm } = await station([ill, well], { commands: false });
    show([callOf('in-1', { state: 'connected', connectedAt: Date.now() })]);
    await until(() => well.received.length === 1);
    await until(() => lrm.state.get().receivers[0]?.last === 'timeout');
    expect(lrm.state.get().receivers).toMatchObject([{ waiting: 1 }, { waiting: 0, last: 'delivered' }]);
    await until(() => lrm.state.get().receivers[0]?.waiting === 0, 30_000);
    expect(lrm.state.get().receivers[0]).toMatchObject({ last: 'delivered', dead: 0 });
    const ids = ill.received.map(({ headers }) => headers['webhook-id']);
    expect(ids).toHaveLength(4);
    expect(new Set(ids).size).toBe(1);
  });

  it('that are refused or redirected are given up at once, and that is shown', async () => {
    const lrm = await lrmOf((response, index) =>
      response
        .writeHead(index === 0 ? 400 : 302, { location: 'http://127.0.0.1:9/' })
        .end('x'.repeat(1_000_000)),
    );
    const { show, lrm: link } = await station([lrm], { commands: false });
    show([callOf('in-1', { state: 'connected' }), callOf('in-2', { state: 'held' })]);
    await until(() => link.state.get().receivers[0]?.dead === 2);
    expect(lrm.received).toHaveLength(2);
  });

  it('survive a stop of the program, sealed on the disk', async () => {
    const refused = `http://127.0.0.1:${await freePort()}/events`;
    const away: FakeLrm = { url: refused, received: [], close: async () => undefined };
    const before = await station([away], { commands: false });
    before.show([callOf('in-1', { state: 'connected', number: '0612345678' })]);
    await until(() => before.lrm.state.get().receivers[0]?.last === 'unreachable');
    before.stop();
    const files = readdirSync(folder).filter((name) => name.startsWith('lrm-outbox'));
    expect(files).not.toEqual([]);
    for (const name of files) {
      const bytes = readFileSync(join(folder, name));
      expect(bytes.includes('0612345678')).toBe(false);
      expect(bytes.includes('in-1')).toBe(false);
    }
    const after = await station([away], { commands: false });
    await until(() => after.lrm.state.get().receivers[0]?.waiting === 1);
  });

  it('go on after the gateway was killed', async () => {
    const lrm = await lrmOf();
    const { show, children, lrm: link, port } = await station([lrm]);
    children[0]?.kill();
    show([callOf('in-1', { state: 'connected' })]);
    await until(() => lrm.received.length >= 1, 20_000);
    await until(() => link.state.get().commands.kind === 'listening');
    expect(await ask(port, 'GET', '/v1/status')).toMatchObject({ status: 200, faults: [] });
  });
});

describe('commands', () => {
  it('are asked and answered as docs/lrm-api.yaml says', async () => {
    const { port, show, session, asked, phoneAnswers, lrm } = await station([]);
    expect(await ask(port, 'GET', '/v1/status')).toEqual({
      status: 200,
      faults: [],
      body: { signedIn: true, locked: false, phone: { number: '1501', link: 'down', registered: true } },
    });
    const dialled = await ask(port, 'POST', '/v1/calls', { number: '02 40 08 33 33', fileId: 'F-7' });
    expect(dialled).toMatchObject({ status: 201, faults: [], body: { callId: 'out-1', fileId: 'F-7' } });
    expect(asked).toEqual([{ action: 'dial', number: '02 40 08 33 33' }]);
    expect(lrm.state.get().withFile).toEqual(['out-1']);
    expect(await ask(port, 'GET', '/v1/calls')).toMatchObject({
      faults: [],
      body: { calls: [{ callId: 'out-1' }] },
    });

    phoneAnswers.next = fail('Phone_CallAlreadyHeld');
    const held = await ask(port, 'POST', '/v1/calls', { number: '15' });
    expect(held).toMatchObject({ status: 409, faults: [], body: { code: 'Phone_CallAlreadyHeld' } });
    phoneAnswers.next = fail('Number_NotFound');
    expect(await ask(port, 'POST', '/v1/calls', { number: '?' })).toMatchObject({ status: 422, faults: [] });
    expect(await ask(port, 'PUT', '/v1/files/F-8/call', { callId: 'nobody' })).toMatchObject({
      status: 404,
      faults: [],
    });
    show([]);
    expect(await ask(port, 'PUT', '/v1/files/F-8/call', {})).toMatchObject({ status: 404, faults: [] });
    session.set({ kind: 'signed-out', failure: null });
    const nobody = await ask(port, 'POST', '/v1/calls', { number: '15' });
    expect(nobody).toMatchObject({ status: 409, faults: [], body: { code: 'Lrm_NobodySignedIn' } });
  });

  it('work without any receiver, and events without commands; a file is not shown where nobody is told', async () => {
    const { port, lrm, show } = await station([]);
    show([callOf('in-1', { state: 'connected' })]);
    await ask(port, 'PUT', '/v1/files/F-1/call', {});
    expect(await lrm.showFile('in-1')).toEqual(fail('Lrm_NoReceiver'));
  });
});

describe('what is wrong in the configuration', () => {
  it('is told and leaves the rest at work', async () => {
    const lrm = await lrmOf();
    writeFileSync(join(folder, 'token'), 'short');
    const {
      told,
      show,
      lrm: link,
    } = await station([lrm], {
      commands: false,
      keys: { commands: { port: await freePort(), tokenFile: join(folder, 'token') } },
    });
    expect(told).toEqual([fail('Lrm_SecretUnreadable', { file: join(folder, 'token') }).failure]);
    expect(link.state.get().commands).toEqual({ kind: 'off' });
    show([callOf('in-1', { state: 'connected' })]);
    await until(() => lrm.received.length === 1);
  });

  it('a port that is taken is told', async () => {
    const first = await station([]);
    const second = await station([], {
      commands: false,
      keys: { commands: { port: first.port, tokenFile: join(folder, 'token') } },
      onDisk: false,
    });
    await until(() => second.lrm.state.get().commands.kind === 'failed');
    expect(second.told).toEqual([fail('Lrm_PortUnavailable', { port: first.port }).failure]);
  });
});
