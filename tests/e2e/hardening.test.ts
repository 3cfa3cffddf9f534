import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startDisplay, type VirtualDisplay } from '../stand/display.ts';
import { type Bandeau, launchBandeau } from './support/application.ts';
import { ordinaryUser } from './support/ordinary-user.ts';

/** The hardened application, as an ordinary user runs it. */

let display: VirtualDisplay;
let bandeau: Bandeau;

beforeAll(async () => {
  display = await startDisplay({ width: 1280, height: 900, windowManager: true });
});

afterAll(async () => {
  await display?.stop();
});

function statusOf(pid: number, key: string): string {
  return new RegExp(`^${key}:\\s*(.*)$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '';
}

describe('a page', () => {
  let station: Page;

  beforeAll(async () => {
    bandeau = await launchBandeau({ display: display.name });
    station = await bandeau.page('station');
  });
  afterAll(() => bandeau?.close());

  it('is sandboxed, run by an ordinary user, and has neither Node nor the network', async () => {
    const pages = (await bandeau.processes()).filter(({ type }) => type === 'Tab');
    expect(pages.length).toBeGreaterThan(0);
    for (const { pid } of pages) {
      expect(statusOf(pid, 'Seccomp')).toBe('2');
      expect(statusOf(pid, 'NoNewPrivs')).toBe('1');
      expect(statusOf(pid, 'Uid').split(/\s+/)[0]).not.toBe('0');
    }
    expect(
      await station.evaluate(() => ['require', 'process', 'module'].filter((name) => name in globalThis)),
    ).toEqual([]);
    expect(await station.evaluate(() => Object.keys(window.bandeau).sort())).toEqual(['ask', 'onView']);
    const fetched = station.evaluate(() =>
      fetch('https://example.com').then(
        () => 'fetched',
        () => 'refused',
      ),
    );
    expect(await fetched).toBe('refused');
  });

  it('cannot leave, open a window, run an inline script or get a permission', async () => {
    const refused = await station.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'document.documentElement.dataset.inline = "ran"';
      document.head.append(script);
      const opened = window.open('https://example.com');
      const permission = await Notification.requestPermission();
      const link = document.createElement('a');
      link.href = 'https://example.com';
      document.body.append(link);
      link.click();
      return {
        opened: opened === null,
        permission,
        inline: document.documentElement.dataset.inline ?? 'refused',
      };
    });
    expect(refused).toEqual({ opened: true, permission: 'denied', inline: 'refused' });
    expect(station.url()).toBe('app://bandeau/station/index.html');
    expect(bandeau.electron.windows()).toHaveLength(1);
  });

  it('is answered only on its own channels and in the stated shape', async () => {
    const answers = await station.evaluate(async () => {
      const ask = (channel: string, request: unknown): Promise<unknown> =>
        Reflect.apply(window.bandeau.ask, window.bandeau, [channel, request]);
      return Promise.all([
        ask('bar.collapse', { collapsed: true }),
        ask('identity.submitPin', { pin: 'not bytes' }),
        ask('identity.submitPin', { pin: new Uint8Array(1_000) }),
        ask('phone.bind', { number: '1501', deviceId: null, more: 1 }),
        ask('nothing.like.it', undefined),
        ask('__proto__', undefined),
        ask('link.open', { url: 'https://evil.example/' }),
      ]);
    });
    const codes = answers.map((answer) =>
      typeof answer === 'object' && answer !== null && 'failure' in answer ? answer.failure : answer,
    );
    expect(codes).toEqual([
      { code: 'Request_Refused' },
      { code: 'Request_Refused' },
      { code: 'Request_Refused' },
      { code: 'Request_Refused' },
      { code: 'Request_Failed' },
      { code: 'Request_Failed' },
      { code: 'Request_UnknownLink' },
    ]);
  });
});

describe('starting', () => {
  afterEach(() => bandeau?.close());

  it('with a malformed configuration says which key, and never becomes training', async () => {
    bandeau = await launchBandeau({
      display: display.name,
      configuration: { environment: 'production', label: 'PRODUCTION', site: 'Samu 44' },
    });
    const station = await bandeau.page('station');
    await station.getByText('Corriger une clé de la configuration').waitFor();
    await station.getByText('« identity »').waitFor();
    expect(await station.getByRole('button', { name: 'Formation' }).count()).toBe(0);
    expect((await bandeau.processes()).filter(({ name }) => name === 'training')).toEqual([]);
  });

  it('with corrupt settings sets them aside, says so, and works', async () => {
    const { home } = ordinaryUser();
    const { uid, gid } = statSync(home);
    const profile = join(home, 'profile');
    mkdirSync(profile);
    writeFileSync(join(profile, 'settings.json'), '{"barDisplay": ');
    execFileSync('chown', ['-R', `${uid}:${gid}`, profile]);
    bandeau = await launchBandeau({ display: display.name, home });
    const station = await bandeau.page('station');
    await station.getByText('Vérifier les réglages du poste').waitFor();
    await station.getByText('Insérer votre carte').first().waitFor();
    expect(readdirSync(profile).filter((file) => file.endsWith('.illisible'))).toHaveLength(1);
  });

  it('a second time shows the first window and ends', async () => {
    bandeau = await launchBandeau({ display: display.name });
    await bandeau.page('station');
    const { spawnfile, spawnargs } = bandeau.electron.process();
    const own = spawnargs.slice(1).filter((argument) => !/^--(inspect|remote-debugging)/.test(argument));
    const second = spawn(spawnfile, own, {
      env: { HOME: bandeau.home, DISPLAY: display.name, PATH: '/usr/bin:/bin' },
    });
    const code = await new Promise((resolve) => second.once('exit', resolve));
    expect(code).toBe(0);
    expect(bandeau.electron.windows()).toHaveLength(1);
  });
});
