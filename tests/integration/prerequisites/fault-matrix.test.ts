import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { holdCard, makeUnknownCard } from '../../stand/card/index.ts';
import { startProxy } from '../../stand/network/proxy.ts';
import { findingsOf, startWorkstation, type Workstation } from '../../stand/workstation.ts';

/** Real parts, each broken in turn: what every check then finds. */
let station: Workstation;
const repairs: (() => Promise<void> | void)[] = [];

beforeAll(async () => {
  station = await startWorkstation();
  await station.card.insert();
  sound = findingsOf(await station.check());
}, 120_000);
afterEach(async () => {
  for (const repair of repairs.splice(0).reverse()) await repair();
});
afterAll(() => station?.stop());

/** What is found of the whole workstation while nothing is broken. */
let sound: Readonly<Record<string, string>> = {};

const blocked = 'not-applicable Check_Blocked';
const blocking = (...ids: readonly string[]) => Object.fromEntries(ids.map((id) => [id, blocked]));
const tlsOfAll = blocking('network.tls.issuer', 'network.tls.portal', 'network.tls.server-1');

describe('a sound workstation', () => {
  it('is well in all that can be verified here', () => {
    expect(sound).toEqual({
      'application.version': 'ok',
      'application.configuration': 'ok',
      'application.policy': 'not-applicable Policy_None',
      'application.storage': 'ok',
      'application.secrets': 'not-applicable Desktop_None',
      'application.updates': 'not-applicable Updates_NoServer',
      'workstation.system': 'ok',
      'workstation.memory': 'ok',
      'workstation.disk': 'ok',
      'workstation.screen': 'not-applicable Desktop_None',
      'workstation.time-service': expect.stringMatching(/^(ok|not-applicable TimeService_Unknown)$/),
      'card.service': 'ok',
      'card.middleware': 'ok',
      'card.reader': 'ok',
      'card.sharing': 'ok',
      'card.card': 'ok',
      'card.certificate': 'ok',
      'card.pin': 'ok',
      'network.proxy': 'not-applicable Proxy_None',
      'network.clock': 'ok',
      'network.name.issuer': 'ok',
      'network.connection.issuer': 'ok',
      'network.tls.issuer': 'ok',
      'network.name.portal': 'ok',
      'network.connection.portal': 'ok',
      'network.tls.portal': 'ok',
      'network.connection.sip-1': 'ok',
      'network.tls.sip-1': 'not-applicable Tls_NotUsed',
      'network.websocket.sip-1': 'ok',
      'network.quality.sip-1': 'ok',
      'network.quality.probe-1': 'ok',
      'telephony.link': 'not-applicable Phone_NobodyWorks',
      'telephony.phone': 'not-applicable Phone_NobodyWorks',
      'telephony.features': 'not-applicable Phone_NobodyWorks',
      'telephony.echo': 'not-applicable Echo_NotConfigured',
      'audio.headset': expect.stringMatching(/^(ok|not-applicable Headset_(NotExpected|Unknown))$/),
      'support.telephone': 'ok',
      'network.connection.server-1': 'ok',
      'network.tls.server-1': 'not-applicable Tls_NotUsed',
    });
  });
});

interface Fault {
  readonly name: string;
  /** Breaks the part, and leaves with the repairs how it is mended; gives what the check is run with. */
  readonly breaks: () => Promise<Parameters<Workstation['check']>[0]>;
  /** What is found otherwise than of a sound workstation; all the rest has to be the same. */
  readonly finds: Readonly<Record<string, unknown>>;
}

const issuerWith = async (
  options: Parameters<Workstation['startIssuer']>[0],
  wish?: Parameters<Workstation['startIssuer']>[1],
) => {
  await station.stopIssuer();
  await station.startIssuer(options, wish);
  repairs.push(async () => {
    await station.stopIssuer();
    await station.startIssuer({});
  });
  return {};
};

const behindCard = blocking('card.certificate', 'card.pin');
const cardBehindReader = { ...blocking('card.sharing', 'card.card'), ...behindCard };
const noCard = { 'card.certificate': 'not-applicable Card_Absent', 'card.pin': 'not-applicable Card_Absent' };

const faults: readonly Fault[] = [
  {
    name: 'the PC/SC service is stopped',
    breaks: async () => {
      await station.readers.killService();
      repairs.push(async () => {
        await station.readers.startService();
        await station.card.insert();
      });
      return {};
    },
    finds: { 'card.service': 'failure PcscService_Stopped', 'card.reader': blocked, ...cardBehindReader },
  },
  {
    name: 'there is no reader',
    breaks: async () => {
      await station.readers.killService();
      await station.readers.startService({ withReaders: false });
      repairs.push(async () => {
        await station.readers.killService();
        await station.readers.startService();
        await station.card.insert();
      });
      return {};
    },
    finds: { 'card.reader': 'failure Reader_Absent', ...cardBehindReader },
  },
  {
    name: 'there is no card',
    breaks: async () => {
      station.card.remove();
      repairs.push(() => station.card.insert());
      return {};
    },
    finds: { 'card.card': 'not-applicable Card_Absent', ...noCard },
  },
  {
    name: 'the card is of another trade',
    breaks: async () => {
      station.card.remove();
      const stranger = makeUnknownCard(station.readers.ports[0]);
      await stranger.insert();
      repairs.push(async () => {
        stranger.remove();
        await station.card.insert();
      });
      return {};
    },
    // OpenSC tries every driver that it has: it may take longer than anybody waits.
    finds: {
      'card.middleware': expect.stringMatching(/^(ok|warning Middleware_Slow)$/),
      'card.card': expect.stringMatching(/^failure Card_(NotKnown|SlowToRead)$/),
      ...behindCard,
    },
  },
  {
    name: 'another program has the card for itself',
    breaks: async () => {
      const holder = await holdCard();
      repairs.push(() => holder.release());
      return {};
    },
    finds: { 'card.sharing': 'failure Card_HeldByAnother', 'card.card': blocked, ...behindCard },
  },
  {
    name: 'the proxy asks who is there',
    breaks: async () => {
      const proxy = await startProxy({ authentication: true });
      repairs.push(() => proxy.stop());
      return { env: { http_proxy: proxy.url } };
    },
    finds: {
      'network.proxy': 'failure Proxy_AsksWho',
      ...blocking('network.connection.server-1', 'network.tls.server-1'),
    },
  },
  {
    name: 'the proxy is away',
    breaks: async () => ({ env: { http_proxy: 'http://127.0.0.1:9' } }),
    finds: {
      'network.proxy': 'failure Proxy_NoAnswer',
      ...blocking('network.connection.server-1', 'network.tls.server-1'),
    },
  },
  {
    name: 'a server has the certificate of another',
    breaks: () => issuerWith({}, { name: 'autre.example' }),
    finds: { 'network.tls.issuer': 'failure Tls_OtherName' },
  },
  {
    name: 'a server has a certificate that expired',
    breaks: () => issuerWith({}, { days: [-30, -2] }),
    finds: { 'network.tls.issuer': 'failure Tls_Expired' },
  },
  {
    name: 'a server has a certificate that will soon expire',
    breaks: () => issuerWith({}, { days: [-30, 5] }),
    finds: { 'network.tls.issuer': 'warning Tls_EndsSoon' },
  },
  {
    name: 'a server has signed its certificate itself',
    breaks: () => issuerWith({}, { selfSigned: true }),
    finds: { 'network.tls.issuer': 'failure Tls_SelfSigned' },
  },
  {
    name: 'a server speaks a protocol that is too old',
    breaks: () => issuerWith({ minVersion: 'TLSv1', maxVersion: 'TLSv1.1' }),
    finds: { 'network.tls.issuer': 'failure Tls_TooOld' },
  },
  {
    name: 'a server speaks TLS 1.2 only',
    breaks: () => issuerWith({ maxVersion: 'TLSv1.2' }),
    finds: { 'network.tls.issuer': 'warning Tls_NotNewest' },
  },
  {
    name: 'a server is stopped',
    breaks: async () => {
      await station.stopIssuer();
      repairs.push(() => station.startIssuer({}));
      return {};
    },
    finds: { 'network.connection.issuer': 'failure Connection_Refused', 'network.tls.issuer': blocked },
  },
  {
    name: 'the name of a server is not known',
    breaks: async () => ({
      configuration: (usual) => ({
        ...usual,
        prerequisites: {
          ...Reflect.get(usual, 'prerequisites'),
          servers: [{ name: 'tickets', url: 'http://nowhere.invalid', purpose: 'support' }],
        },
      }),
    }),
    finds: {
      'network.name.server-1': 'failure Name_Unknown',
      'network.connection.server-1': blocked,
      'network.tls.server-1': blocked,
    },
  },
  {
    name: 'the SIP server is slow',
    breaks: async () => {
      await station.packets.setLaw({ delay: 900, jitter: 0, dropEvery: 0 });
      repairs.push(() => station.packets.setLaw({ delay: 0, jitter: 0, dropEvery: 0 }));
      return {};
    },
    finds: { 'network.quality.probe-1': 'failure Quality_Poor' },
  },
  {
    name: 'the way to the SIP server loses packets',
    breaks: async () => {
      await station.packets.setLaw({ delay: 0, jitter: 0, dropEvery: 10 });
      repairs.push(() => station.packets.setLaw({ delay: 0, jitter: 0, dropEvery: 0 }));
      return {};
    },
    finds: { 'network.quality.probe-1': 'failure Quality_Poor' },
  },
  {
    name: 'the SIP server opens no WebSocket',
    breaks: async () => {
      station.sip.cut(true);
      repairs.push(() => station.sip.cut(false));
      return {};
    },
    finds: { 'network.websocket.sip-1': 'failure WebSocket_Refused', 'network.quality.sip-1': blocked },
  },
  {
    name: 'the SIP server hangs',
    breaks: async () => {
      station.sip.freeze(true);
      repairs.push(() => station.sip.freeze(false));
      return {};
    },
    finds: { 'network.quality.sip-1': 'failure Quality_NoAnswer' },
  },
  {
    name: 'the clock is three days ahead',
    breaks: async () => ({ time: '+3d' }),
    finds: {
      'network.clock': 'failure Clock_Wrong',
      'card.certificate': blocked,
      ...tlsOfAll,
      'network.tls.sip-1': blocked,
    },
  },
  {
    name: 'the disk is full',
    breaks: async () => {
      const folder = mkdtempSync(join(tmpdir(), 'bandeau-full-'));
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]);
      repairs.push(() => {
        execFileSync('umount', [folder]);
        rmSync(folder, { recursive: true });
      });
      try {
        writeFileSync(join(folder, 'filler'), Buffer.alloc(1024 * 1024));
      } catch {
        // It is full now.
      }
      return { folder };
    },
    finds: { 'workstation.disk': 'failure Disk_Full', 'application.storage': blocked },
  },
];

describe.each(faults)('$name', ({ breaks, finds }) => {
  it('is found by the check that it concerns, and by no other but those that need it, which say so', async () => {
    const report = await station.check(await breaks());
    expect(findingsOf(report)).toEqual({ ...sound, ...finds });
    const failed = report.checks.filter(({ verdict }) => verdict === 'failure').map(({ id }) => id);
    for (const check of report.checks) {
      if (check.verdict === 'failure') expect(check.remedy).toMatch(/\.$/);
      if (check.code === 'Check_Blocked') expect(failed).toContain(check.blockedBy);
    }
  });
});
