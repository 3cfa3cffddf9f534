import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDisplay, type VirtualDisplay } from '../stand/display.ts';
import { type Site, startSite } from '../stand/index.ts';
import { type Bandeau, launchBandeau } from './support/application.ts';
import { operatorOf } from './support/operator.ts';

/** The package as it is installed: from the archive, fuses set, with a real card through PC/SC. */

const root = join(import.meta.dirname, '../..');
const program = join(root, 'dist/linux-unpacked/bandeau');
const on = 49;
const off = 48;

let display: VirtualDisplay;
let site: Site;
let bandeau: Bandeau;

beforeAll(async () => {
  execFileSync('npm', ['run', 'package', '--', '--test-build'], { cwd: root, stdio: 'pipe' });
  display = await startDisplay({ width: 1600, height: 900, windowManager: true });
  site = await startSite({ telephony: 'simulated' });
});

afterAll(async () => {
  await bandeau?.close();
  await site?.stop();
  await display?.stop();
});

it('has every fuse set on purpose', async () => {
  const wire = Object.values(await getCurrentFuseWire(program));
  // RunAsNode, cookie encryption, NODE_OPTIONS, --inspect (test builds only), archive integrity, archive only,
  // browser snapshot, file protocol privileges.
  expect(wire.slice(0, 8)).toEqual([off, on, off, on, on, on, off, off]);
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
