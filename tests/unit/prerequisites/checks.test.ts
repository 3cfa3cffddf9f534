import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { InspectedCard } from '../../../electron/prerequisites/ports.ts';
import { groups } from '../../../electron/prerequisites/rules/check.ts';
import { parseConfiguration } from '../../../electron/settings/load-configuration.ts';
import { everyAction } from '../../../electron/telephony/ports.ts';
import type { CardState } from '../../../native/card/protocol.ts';
import { checksOf, found, soundCard, soundMachine, soundPhone, type World } from './world.ts';

const production = parseConfiguration(
  JSON.stringify({
    environment: 'production',
    label: 'PRODUCTION',
    site: 'Samu 44',
    identity: {
      issuer: 'https://id.example/realm',
      clientId: 'bandeau',
      portal: 'https://portail.example/api',
      psc: { issuer: 'https://id.example/psc' },
    },
    telephony: { servers: ['wss://sip1.example', 'wss://192.0.2.7:8443'], authorityFile: '/ca.pem' },
    prerequisites: {
      servers: [{ name: 'tickets', url: 'https://glpi.example', purpose: 'support' }],
      probes: ['sbc.example:5070'],
    },
  }),
  'site.json',
);

/** Id of a check, what is not sound, and what it finds. */
type Case = readonly [string, World, string];

describe('the checks', () => {
  const checks = checksOf({ configuration: production });

  it('have ids of their own, titles, and needs that exist, without a circle', () => {
    const ids = checks.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const depth = (id: string, seen: readonly string[]): void => {
      expect(seen).not.toContain(id);
      for (const need of checks.find((check) => check.id === id)?.needs ?? []) depth(need, [...seen, id]);
    };
    for (const { id, needs, title } of checks) {
      expect(ids).toEqual(expect.arrayContaining([...needs]));
      expect(title).not.toMatch(/[{}]/);
      depth(id, []);
    }
  });

  it('come group by group', () => {
    const order = checks.map(({ group }) => groups.indexOf(group));
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  it('are there for each server that the site names, once a place', () => {
    const ids = checks.map(({ id }) => id);
    expect(ids).toEqual(
      expect.arrayContaining([
        'network.name.issuer',
        'network.tls.portal',
        'network.websocket.sip-1',
        'network.quality.sip-2',
        'network.quality.probe-1',
        'network.connection.server-1',
      ]),
    );
    // The same host and port as the issuer's; and an address needs no name.
    expect(ids).not.toContain('network.name.psc');
    expect(ids).not.toContain('network.name.sip-2');
    const issuer = checks.find(({ id }) => id === 'network.name.issuer');
    expect(issuer?.title).toBe('Nom du serveur : fournisseur d’identité, Pro Santé Connect');
    expect(checks.find(({ id }) => id === 'network.tls.server-1')?.group).toBe('support');
    expect(ids).not.toContain('support.server');
  });

  it('are each explained in docs/prerequisites.md, and no other is', () => {
    const page = readFileSync('docs/prerequisites.md', 'utf8');
    const rows = [...page.matchAll(/^\| `((?:[a-z]+\.)[\w.-]+)` \|/gm)].map(([, id]) => id);
    const kind = (id: string) =>
      id.replace(/^(network\.(?:name|connection|tls|websocket|quality))\..*/, '$1.SERVER');
    const both = [...checks, ...checksOf()].map(({ id }) => kind(id));
    expect([...new Set(rows)].sort()).toEqual([...new Set(both)].sort());
  });

  it('of a configuration that is refused are those that need no server, and say why', async () => {
    const refused = parseConfiguration('{"environment":"production"}', '/home/jdupont/site.json');
    const ids = checksOf({ configuration: refused }).map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(['workstation.memory', 'card.reader']));
    expect(ids.some((id) => id.startsWith('network.'))).toBe(false);
    expect(await found({ configuration: refused }, 'application.configuration')).toEqual([
      'application.configuration: failure Configuration_Refused',
    ]);
  });
});

describe('the workstation', () => {
  const workstation = [
    'workstation.system',
    'workstation.memory',
    'workstation.disk',
    'workstation.screen',
    'workstation.time-service',
  ];

  it('is well', async () => {
    expect(await found({}, ...workstation)).toEqual(workstation.map((id) => `${id}: ok`));
  });

  it.each([
    [
      'workstation.system',
      { machine: { ...soundMachine, system: async () => ({ name: 'Windows 10', support: 'ending' }) } },
      'warning System_Ending',
    ],
    [
      'workstation.system',
      { machine: { ...soundMachine, system: async () => ({ name: 'Windows 7', support: 'over' }) } },
      'failure System_Unsupported',
    ],
    ['workstation.memory', { machine: { memory: () => 7.9e9 } }, 'warning Memory_Short'],
    ['workstation.memory', { machine: { memory: () => 3.9e9 } }, 'failure Memory_TooSmall'],
    ['workstation.disk', { machine: { freeSpace: async () => 1e9 } }, 'warning Disk_AlmostFull'],
    ['workstation.disk', { machine: { freeSpace: async () => 0 } }, 'failure Disk_Full'],
    [
      'workstation.screen',
      { desktop: { screens: () => [{ width: 1366, height: 1024 }], hasSecretStorage: () => true } },
      'warning Screen_Small',
    ],
    [
      'workstation.screen',
      { desktop: { screens: () => [{ width: 1024, height: 768 }], hasSecretStorage: () => true } },
      'failure Screen_TooSmall',
    ],
    ['workstation.screen', { desktop: null }, 'not-applicable Desktop_None'],
    [
      'workstation.time-service',
      { machine: { synchronisesClock: async () => false } },
      'warning TimeService_Off',
    ],
    [
      'workstation.time-service',
      { machine: { synchronisesClock: async () => null } },
      'not-applicable TimeService_Unknown',
    ],
  ] satisfies readonly Case[])('%s %j', async (id, world, expected) => {
    expect(await found(world, id)).toEqual([`${id}: ${expected}`]);
  });
});

const card = ['service', 'middleware', 'reader', 'sharing', 'card', 'certificate', 'pin'].map(
  (what) => `card.${what}`,
);
const withCard = (change: Partial<InspectedCard>) => ({ card: { ...soundCard, ...change } });
const withState = (change: Partial<Extract<CardState, { kind: 'card-present' }>>) =>
  withCard({ state: { ...soundCard.state, ...change } });
const verdictsOf = async (change: Partial<InspectedCard>) =>
  (await found(withCard(change), ...card)).map((line) => line.replace(/^card\.(\w+): /, '$1 '));

describe('the card and its reader', () => {
  it('are well', async () => {
    expect(await found({}, ...card)).toEqual(card.map((id) => `${id}: ok`));
  });

  it('without the service: what it carries is not judged', async () => {
    expect(await verdictsOf({ service: 'stopped', readers: [], state: { kind: 'service-stopped' } })).toEqual(
      [
        'service failure PcscService_Stopped',
        'middleware ok',
        'reader not-applicable Check_Blocked',
        'sharing not-applicable Check_Blocked',
        'card not-applicable Check_Blocked',
        'certificate not-applicable Check_Blocked',
        'pin not-applicable Check_Blocked',
      ],
    );
  });

  it('without the middleware: service and reader are well', async () => {
    expect(
      await verdictsOf({ middleware: null, state: { kind: 'middleware-missing', searched: [] } }),
    ).toEqual([
      'service ok',
      'middleware failure Middleware_Missing',
      'reader ok',
      'sharing ok',
      'card not-applicable Check_Blocked',
      'certificate not-applicable Check_Blocked',
      'pin not-applicable Check_Blocked',
    ]);
  });

  it('read by a library that has readers of its own need no service', async () => {
    expect((await verdictsOf({ service: 'stopped', readers: [] })).slice(0, 5)).toEqual([
      'service not-applicable PcscService_NotNeeded',
      'middleware ok',
      'reader ok',
      'sharing ok',
      'card ok',
    ]);
  });

  const cps = soundCard.middleware;
  const held = [{ name: 'R', hasCard: true, isMute: false, isHeld: true }];
  it.each([
    ['card.middleware', withCard({ middleware: { ...cps, version: '5.1' } }), 'failure Middleware_TooOld'],
    ['card.middleware', withCard({ middleware: { ...cps, version: '5.2.1' } }), 'warning Middleware_Old'],
    [
      'card.middleware',
      withCard({ middleware: { ...cps, path: '/usr/lib/opensc-pkcs11.so', version: '0.23' } }),
      'ok',
    ],
    ['card.reader', withCard({ readers: [], state: { kind: 'no-reader' } }), 'failure Reader_Absent'],
    ['card.card', withCard({ state: { kind: 'reader-empty', reader: 'R' } }), 'not-applicable Card_Absent'],
    [
      'card.card',
      withCard({ state: { kind: 'card-unknown', reader: 'R', atr: '3b' } }),
      'failure Card_NotKnown',
    ],
    [
      'card.card',
      withCard({
        readers: [{ name: 'R', hasCard: true, isMute: true, isHeld: false }],
        state: { kind: 'card-unknown', reader: 'R', atr: '' },
      }),
      'failure Card_Mute',
    ],
    [
      'card.sharing',
      withCard({ readers: held, state: { kind: 'card-unknown', reader: 'R', atr: '' } }),
      'failure Card_HeldByAnother',
    ],
    [
      'card.sharing',
      {
        ...withCard({ readers: held, state: { kind: 'reading', reader: 'R' } }),
        machine: { programs: async () => ['explorer', 'scdaemon'] },
      },
      'failure Card_HeldByProgram',
    ],
    // Its own middleware may take the card for itself.
    ['card.sharing', withCard({ readers: held }), 'ok'],
    ['card.middleware', withCard({ middleware: 'loading' }), 'warning Middleware_Slow'],
    [
      'card.card',
      withCard({ state: { kind: 'no-certificate', reader: 'R' } }),
      'failure Card_WithoutCertificate',
    ],
    ['card.card', { card: null }, 'not-applicable Check_Blocked'],
    ['card.reader', { card: null }, 'not-applicable Check_Blocked'],
    ['card.service', { card: null }, 'failure CardProcess_Silent'],
    [
      'card.certificate',
      withState({ holder: { ...soundCard.state.holder, notAfter: '2026-05-31T00:00:00Z' } }),
      'failure CardCertificate_Expired',
    ],
    [
      'card.certificate',
      withState({ holder: { ...soundCard.state.holder, notAfter: '2026-06-20T00:00:00Z' } }),
      'warning CardCertificate_EndsSoon',
    ],
    [
      'card.certificate',
      withState({ holder: { ...soundCard.state.holder, notBefore: '2026-06-02T00:00:00Z' } }),
      'failure CardCertificate_NotYetValid',
    ],
    ['card.pin', withState({ pinTriesLeft: 0 }), 'failure Pin_Blocked'],
    ['card.pin', withState({ pinTriesLeft: 1 }), 'warning Pin_LastTry'],
    ['card.pin', withState({ pinTriesLeft: 2 }), 'ok'],
  ] satisfies readonly Case[])('%s: case %#', async (id, world, expected) => {
    expect(await found(world, id)).toEqual([`${id}: ${expected}`]);
  });
});

describe('the phone', () => {
  const phone = ['telephony.link', 'telephony.phone', 'telephony.features'];
  const withPhone = (change: Partial<typeof soundPhone>) => ({ phone: { ...soundPhone, ...change } });

  it('of somebody who works is judged; of nobody it is not', async () => {
    expect(await found({}, ...phone)).toEqual(phone.map((id) => `${id}: ok`));
    for (const world of [{ phone: null }, withPhone({ isBound: false })])
      expect(await found(world, ...phone)).toEqual(
        phone.map((id) => `${id}: not-applicable Phone_NobodyWorks`),
      );
  });

  it.each([
    ['telephony.link', withPhone({ link: { kind: 'stale', since: 0, attempt: 1 } }), 'failure Link_Down'],
    ['telephony.link', withPhone({ link: { kind: 'connecting' } }), 'warning Link_Connecting'],
    ['telephony.phone', withPhone({ registered: false }), 'failure Phone_Off'],
    ['telephony.features', withPhone({ registered: false }), 'not-applicable Check_Blocked'],
    [
      'telephony.features',
      withPhone({ capabilities: everyAction({ available: false, reason: 'phone-cannot' }) }),
      'warning Phone_ByHand',
    ],
  ] satisfies readonly Case[])('%s: case %#', async (id, world, expected) => {
    expect(await found(world, id)).toEqual([`${id}: ${expected}`]);
  });
});

describe('the application', () => {
  it('writes, reads back, and leaves nothing behind', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bandeau-check-'));
    expect(await found({ folder: join(folder, 'new') }, 'application.storage')).toEqual([
      'application.storage: ok',
    ]);
    expect(readdirSync(join(folder, 'new'))).toEqual([]);
  });

  it.each([
    ['application.storage', { folder: '/dev/null/nowhere' }, 'failure Storage_Broken'],
    ['application.storage', { machine: { freeSpace: async () => 0 } }, 'not-applicable Check_Blocked'],
    [
      'application.secrets',
      { desktop: { screens: () => [], hasSecretStorage: () => false } },
      'warning Secrets_None',
    ],
    ['application.secrets', { desktop: null }, 'not-applicable Desktop_None'],
    ['support.telephone', { canDial: false }, 'failure Support_NotDialled'],
    ['support.telephone', {}, 'ok'],
  ] satisfies readonly Case[])('%s: case %#', async (id, world, expected) => {
    expect(await found(world, id)).toEqual([`${id}: ${expected}`]);
  });
});
