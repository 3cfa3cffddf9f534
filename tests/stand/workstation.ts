import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Report, reportSchema } from '../../electron/prerequisites/index.ts';
import {
  type CardReaders,
  makeTestAuthority,
  makeVirtualCard,
  startCardReaders,
  type VirtualCard,
} from './card/index.ts';
import {
  type HttpsServer,
  makeSiteAuthority,
  type SiteAuthority,
  startHttpsServer,
} from './network/https-server.ts';
import { type PacketRelay, startPacketRelay } from './network/packet-relay.ts';
import { freePort } from './ports.ts';
import { type Kamailio, startKamailio } from './telephony/kamailio.ts';
import { type SipRelay, startSipRelay } from './telephony/relay.ts';

const OPENSC = '/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so';
const COMMAND = join(import.meta.dirname, '../../electron/commands/check.ts');
/** Enough to tell a loss of 10 %. */
const FEW = { packets: 40, interval: 20 };

/** A workstation with a whole site around it, each part of which a test can break. */
export interface Workstation {
  readonly readers: CardReaders;
  readonly card: VirtualCard;
  readonly authority: SiteAuthority;
  /** Of the portal; `issuer` is the one whose certificate is broken. */
  readonly portal: HttpsServer;
  readonly issuerPort: number;
  startIssuer(
    options: Parameters<typeof startHttpsServer>[1],
    wish?: Parameters<SiteAuthority['issue']>[0],
  ): Promise<void>;
  stopIssuer(): Promise<void>;
  readonly sip: SipRelay;
  readonly packets: PacketRelay;
  /** Runs `npm run check` on it; rejects when its exit status is not that of its report. */
  check(options?: CheckOptions): Promise<Report>;
  stop(): Promise<void>;
}

export interface CheckOptions {
  /** What is broken in the configuration itself. */
  readonly configuration?: (usual: object) => object;
  readonly env?: NodeJS.ProcessEnv;
  /** As `faketime` has it: `+3d`. */
  readonly time?: string;
  /** Where the program writes. */
  readonly folder?: string;
}

/** Starts all of it: PC/SC with a card, HTTPS servers, Kamailio. `pace` is that of the packets. */
export async function startWorkstation(pace = FEW): Promise<Workstation> {
  const folder = mkdtempSync(join(tmpdir(), 'bandeau-workstation-'));
  const readers = await startCardReaders();
  const cards = await makeTestAuthority();
  const card = makeVirtualCard(await cards.issueCpe({}), readers.ports[0]);
  const authority = await makeSiteAuthority();
  const authorityFile = join(folder, 'ca.pem');
  writeFileSync(authorityFile, authority.certificate);
  const portal = await startHttpsServer(await authority.issue());
  let issuer: HttpsServer | null = await startHttpsServer(await authority.issue());
  const issuerPort = issuer.port;
  const [sipPort, wsPort] = [await freePort(), await freePort()];
  const kamailio: Kamailio = await startKamailio({
    folder: join(folder, 'kamailio'),
    sipPort,
    wsPort,
    domain: 'samu.test',
    users: new Map([['1900', 'secret-1900']]),
    authentication: false,
  });
  const sip = await startSipRelay(`ws://127.0.0.1:${wsPort}`);
  const packets = await startPacketRelay(sipPort);
  const usual = {
    environment: 'production',
    label: 'STAND',
    site: 'Samu 00',
    identity: {
      issuer: `https://localhost:${issuerPort}/realm`,
      clientId: 'bandeau',
      portal: `https://localhost:${portal.port}/api`,
      authorityFile,
    },
    telephony: { servers: [sip.url] },
    card: { modules: [OPENSC] },
    prerequisites: {
      // Reached by the system's proxy where there is one; its certificate is no matter here.
      servers: [{ name: 'tickets', url: `http://127.0.0.1:${wsPort}`, purpose: 'support' }],
      probes: [`127.0.0.1:${packets.port}`],
      ...pace,
      // Of a network: a machine that is busy with tests holds its own packets up for longer.
      thresholds: { delay: [200, 400], jitter: [200, 400] },
    },
  };
  return {
    readers,
    card,
    authority,
    portal,
    issuerPort,
    sip,
    packets,
    startIssuer: async (options, wish) => {
      issuer = await startHttpsServer(await authority.issue(wish), { ...options, port: issuerPort });
    },
    stopIssuer: async () => {
      await issuer?.stop();
      issuer = null;
    },
    check: ({
      configuration = (one: object) => one,
      env = {},
      time,
      folder: userData = join(folder, 'data'),
    } = {}) => {
      const file = join(folder, 'site.json');
      writeFileSync(file, JSON.stringify(configuration(usual)));
      const args = [COMMAND, '--json', '--config', file, '--user-data-dir', userData];
      return runCommand(
        time ? ['faketime', '-f', time, process.execPath, ...args] : [process.execPath, ...args],
        env,
      );
    },
    stop: async () => {
      card.remove();
      await issuer?.stop();
      await portal.stop();
      await packets.stop();
      await sip.stop();
      await kamailio.stop();
      await readers.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function runCommand([command = '', ...args]: readonly string[], env: NodeJS.ProcessEnv): Promise<Report> {
  return new Promise((resolve, reject) => {
    execFile(
      command,
      args,
      { env: { ...withoutProxies(), ...env }, timeout: 30_000 },
      (error, stdout, stderr) => {
        const report = stdout === '' ? null : reportSchema.parse(JSON.parse(stdout));
        if (!report) return reject(new Error(`the command wrote nothing: ${stderr}`));
        const status = typeof error?.code === 'number' ? error.code : 0;
        const expected = { ok: 0, warning: 1, failure: 2 }[report.verdict];
        if (status !== expected)
          return reject(new Error(`exit status ${status} of a report that says ${report.verdict}`));
        resolve(report);
      },
    );
  });
}

function withoutProxies(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(([name]) => !/proxy$/i.test(name));
  return Object.fromEntries(entries);
}

/** What each check found, by id: its verdict, with its code where it is not ok. */
export function findingsOf({ checks }: Report): Readonly<Record<string, string>> {
  return Object.fromEntries(
    checks.map(({ id, verdict, code }) => [id, code ? `${verdict} ${code}` : verdict]),
  );
}
