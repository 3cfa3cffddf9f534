import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isIntact, reportSchema } from '../../electron/prerequisites/index.ts';
import { startDisplay, type VirtualDisplay } from '../stand/display.ts';
import { type Site, startSite } from '../stand/index.ts';
import { type Bandeau, launchBandeau } from './support/application.ts';
import { operatorOf } from './support/operator.ts';
import { ordinaryUser } from './support/ordinary-user.ts';
import { smallPdf } from './support/small-pdf.ts';

/** The package as it is installed: from the archive, fuses set, with a real card through PC/SC. */

const root = join(import.meta.dirname, '../..');
const program = join(root, 'dist/linux-unpacked/bandeau');
const on = 49;
const off = 48;

beforeAll(() => {
  execFileSync('npm', ['run', 'package', '--', '--test-build'], { cwd: root, stdio: 'pipe' });
});

it('has every fuse set on purpose', async () => {
  const wire = Object.values(await getCurrentFuseWire(program));
  // RunAsNode, cookie encryption, NODE_OPTIONS, --inspect (test builds only), archive integrity, archive only,
  // browser snapshot, file protocol privileges.
  expect(wire.slice(0, 8)).toEqual([off, on, off, on, on, on, off, off]);
});

describe('--check, without a display', () => {
  const user = ordinaryUser();
  const profile = join(user.home, 'profile');
  const check = (...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(
      user.wrap(program),
      ['--check', '--user-data-dir', profile, ...args],
      {
        env: { PATH: process.env.PATH, LANG: 'C.UTF-8', HOME: user.home, XDG_RUNTIME_DIR: user.home },
        encoding: 'utf8',
        timeout: 60_000,
      },
    );
    return { status, stdout, stderr };
  };
  const reportIn = (stdout: string) => reportSchema.parse(JSON.parse(stdout));
  /** A site whose limit of memory is such that every machine warns, and whose server is not there. */
  const configured = (memory: readonly [number, number]) => {
    const file = join(user.home, 'site.json');
    const nowhere = 'https://127.0.0.1:9';
    const content = {
      environment: 'production',
      label: 'STAND',
      site: 'Samu 00',
      identity: { issuer: `${nowhere}/realm`, clientId: 'bandeau', portal: `${nowhere}/api` },
      telephony: { servers: ['wss://127.0.0.1:9'] },
      prerequisites: { thresholds: { memory } },
    };
    writeFileSync(file, JSON.stringify(content), { mode: 0o644 });
    return ['--config', file];
  };

  it('lists what is verified, for people and for programs', () => {
    const told = check('--list');
    expect(told.status).toBe(0);
    expect(told.stdout).toMatch(/^application\.version +Version de Bandeau$/m);
    const { status, stdout } = check('--list', '--json');
    expect(status).toBe(0);
    const listed = z
      .array(z.object({ id: z.string(), needs: z.array(z.string()) }))
      .parse(JSON.parse(stdout));
    expect(listed.length).toBe(told.stdout.trim().split('\n').length);
  });

  it('ends with 0 where all that was asked for is well, and writes the report alone', () => {
    const { status, stdout } = check(
      '--json',
      '--only',
      'application.version',
      '--only',
      'workstation.memory',
    );
    const report = reportIn(stdout);
    expect(status).toBe(0);
    expect(isIntact(report)).toBe(true);
    expect(report.checks.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['application.version', 'ok'],
      ['workstation.memory', 'ok'],
    ]);
  });

  it('ends with 1 where something is to be watched', () => {
    const args = ['--json', '--only', 'workstation.memory', ...configured([4_000, 0.1])];
    const { status, stdout } = check(...args);
    expect(status).toBe(1);
    expect(reportIn(stdout).checks).toMatchObject([{ verdict: 'warning', code: 'Memory_Short' }]);
  });

  it('ends with 2 where something failed, and keeps the run', () => {
    const { status, stdout } = check('--json', ...configured([0.2, 0.1]));
    const report = reportIn(stdout);
    expect(status).toBe(2);
    const found = new Map(report.checks.map(({ id, code }) => [id, code]));
    expect(found.get('network.connection.issuer')).toBe('Connection_Refused');
    expect(found.get('card.service')).not.toBe('CardProcess_Silent');
    expect(found.get('workstation.screen')).toBe('Desktop_None');
    const kept: unknown = JSON.parse(readFileSync(join(profile, 'verifications.json'), 'utf8'));
    expect(
      z
        .array(reportSchema)
        .parse(kept)
        .map(({ fingerprint }) => fingerprint),
    ).toEqual([report.fingerprint]);
  });

  it('ends with 2 and says why on a point or a configuration that does not exist', () => {
    const unknown = check('--only', 'workstation.nothing');
    expect([unknown.status, unknown.stdout]).toEqual([2, '']);
    expect(unknown.stderr).toContain('workstation.nothing');
    const unread = check('--only', 'application.configuration', '--config', join(user.home, 'none.json'));
    expect(unread.status).toBe(2);
    expect(unread.stdout).toContain('✗ Configuration du site');
  });
});

describe('with its windows', () => {
  let display: VirtualDisplay;
  let site: Site;
  let bandeau: Bandeau;

  beforeAll(async () => {
    display = await startDisplay({ width: 1600, height: 900, windowManager: true });
    site = await startSite({ telephony: 'simulated' });
  });

  afterAll(async () => {
    await bandeau?.close();
    await site?.stop();
    await display?.stop();
  });

  it('starts and signs in', async () => {
    const [staff] = site.people;
    bandeau = await launchBandeau({
      display: display.name,
      program,
      configuration: site.configuration,
      environment: site.environment,
    });
    const operator = await operatorOf(bandeau);
    await staff.card?.insert();
    await operator.station.getByRole('heading', { name: `Carte : ${staff.name}` }).waitFor();
    await operator.typePin(staff.pin);
    await operator.chooseProfile('Samu 00 – Stand');
    await operator.bindPhone('1501');
    const bar = await operator.bar();
    await bar.getByText('PAS D’APPEL EN COURS').waitFor();
    site.simulatedPhones?.incomingCall({ number: '1501', from: '0639981234' });
    await bar.getByText('Sonne depuis').waitFor();
    await bar.getByRole('button', { name: /^Répondre/ }).click();
    await bar.getByText('En communication depuis').waitFor();
  });

  it('masks a picture and a page of a PDF: the models, their threads and PDFium are in the package', async () => {
    const station = await bandeau.page('station');
    await station.getByRole('button', { name: 'Captures', exact: true }).click();
    const capture = await bandeau.page('capture');
    const drop = async (name: string, content: Uint8Array) => {
      const path = join(bandeau.home, name);
      writeFileSync(path, content, { mode: 0o644 });
      await capture.evaluate((file) => window.bandeau.ask('capture.drop', { path: file }), path);
      await capture.getByRole('group', { name: 'Image masquée' }).waitFor({ timeout: 90_000 });
      const view = await capture.evaluate(() => window.bandeau.ask('capture.view', undefined));
      await capture.getByRole('button', { name: 'Abandonner' }).click();
      await capture.getByRole('heading', { name: 'Que faut-il montrer au support ?' }).waitFor();
      return view;
    };
    const screen = readFileSync(join(root, 'tests/gallery/capture/masked.png'));
    for (const [name, content] of [
      ['screen.png', screen],
      ['page.pdf', smallPdf(['MARTIN Jeanne 02 61 91 00 42'])],
    ] as const) {
      expect(await drop(name, content)).toMatchObject({
        ok: true,
        value: {
          step: { kind: 'editing', masked: 'masked', findings: expect.arrayContaining([expect.anything()]) },
        },
      });
    }
    expect((await bandeau.processes()).map(({ name }) => name)).toContain('ocr');
  });
});
