import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { load } from './load';

const { aptCommands, missingPackages } = await load('setup/system.mjs');
const { lockMatches, outdatedPackages } = await load('setup/dependencies.mjs');
const { buildConfigurations } = await load('setup/build.mjs');
const { isRecent } = await load('setup/runtime.mjs');
const { fingerprint } = await load('fingerprint.mjs');
const { cacheFolder, root } = await load('paths.mjs');
const { electronArguments } = await load('runtime.mjs');
const { withLock } = await load('lock.mjs');
const { excerpt } = await load('command.mjs');
const { runSteps } = await load('steps.mjs');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bandeau-scripts-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function recorder() {
  let text = '';
  return {
    write: (part: string) => {
      text += part;
    },
    text: () => text,
  };
}

describe('system packages', () => {
  it('counts as missing what was never installed and what was removed', () => {
    const dpkg = 'make installed\npcscd config-files\n';
    expect(missingPackages(['make', 'pcscd', 'xvfb'], dpkg)).toEqual(['pcscd', 'xvfb']);
  });

  it('installs without starting a service', () => {
    const [update, install] = aptCommands(['pcscd']);
    expect(update.at(-1)).toBe('update');
    expect(install).toEqual(expect.arrayContaining(['RUNLEVEL=1', '--no-install-recommends', 'pcscd']));
  });
});

describe('node packages', () => {
  const lock = {
    packages: {
      '': { dependencies: { a: '^1' } },
      'node_modules/a': { version: '1.2.0' },
      'node_modules/b': { version: '1.0.0', optional: true },
    },
  };

  it('are current at the versions of the lock, other platforms left out', () => {
    expect(outdatedPackages(lock, { packages: { 'node_modules/a': { version: '1.2.0' } } })).toEqual([]);
    expect(outdatedPackages(lock, { packages: { 'node_modules/a': { version: '1.1.0' } } })).toEqual([
      'node_modules/a',
    ]);
  });

  it('notices a manifest that the lock was not made from', () => {
    expect(lockMatches({ dependencies: { a: '^1' } }, lock)).toBe(true);
    expect(lockMatches({ dependencies: { a: '^2' } }, lock)).toBe(false);
  });
});

describe('stamps', () => {
  it('change with a name and with a content, not with a missing folder', () => {
    mkdirSync(join(folder, 'source'));
    writeFileSync(join(folder, 'source/a'), '1');
    const first = fingerprint(folder, ['source', 'absent']);
    expect(fingerprint(folder, ['source'])).toBe(first);
    writeFileSync(join(folder, 'source/a'), '2');
    const second = fingerprint(folder, ['source']);
    writeFileSync(join(folder, 'source/b'), '');
    expect(new Set([first, second, fingerprint(folder, ['source'])]).size).toBe(3);
  });

  it('cover the configurations of the build', () => {
    expect(buildConfigurations(['electron.vite.config.ts', 'tsconfig.json', 'README.md'])).toEqual([
      'electron.vite.config.ts',
      'tsconfig.json',
    ]);
  });

  it('let an unreachable Electron be tried again after a week', () => {
    const file = join(folder, 'mark');
    expect(isRecent(file)).toBe(false);
    writeFileSync(file, '');
    expect(isRecent(file)).toBe(true);
    expect(isRecent(file, Date.now() + 8 * 24 * 3600 * 1000)).toBe(false);
  });
});

describe('places', () => {
  it('keep the cache where the user that runs the application may read it', () => {
    expect(cacheFolder({ BANDEAU_CACHE: '/c' }, true)).toBe('/c');
    expect(cacheFolder({}, true)).toBe('/var/cache/bandeau');
    expect(cacheFolder({ XDG_CACHE_HOME: '/x' }, false)).toBe(join('/x', 'bandeau'));
  });

  it('switch the sandbox off for root alone', () => {
    expect(electronArguments(root, true)).toEqual([root, '--no-sandbox']);
    expect(electronArguments(root, false)).toEqual([root]);
  });
});

describe('lock', () => {
  it('lets one in at a time', async () => {
    const file = join(folder, 'lock');
    const order: string[] = [];
    const enter = (name: string) =>
      withLock(
        file,
        async () => {
          order.push(`${name} in`);
          await new Promise((resolve) => setTimeout(resolve, 20));
          order.push(`${name} out`);
        },
        recorder(),
      );
    await Promise.all([enter('a'), enter('b')]);
    expect(order).toEqual(['a in', 'a out', 'b in', 'b out']);
  });

  it('is taken over from a process that died', async () => {
    const file = join(folder, 'lock');
    writeFileSync(file, '999999999');
    await expect(withLock(file, async () => readFileSync(file, 'utf8'))).resolves.toBe(String(process.pid));
  });
});

describe('steps', () => {
  it('tell in one line each what was done, and skip what is current', async () => {
    const out = recorder();
    const steps = [
      { title: 'A', current: () => 'v1', run: () => expect.unreachable() },
      { title: 'B', current: () => false, run: async () => '2 installed' },
    ];
    await runSteps(steps, out);
    expect(out.text()).toMatch(
      /^\[1\/2\] A: current, v1 \(.+ s\)\n\[2\/2\] B: done, 2 installed \(.+ s\)\n$/,
    );
  });

  it('name the step that failed', async () => {
    const failing = {
      title: 'C',
      current: () => false,
      run: async () => {
        throw new Error('no');
      },
    };
    await expect(runSteps([failing], recorder())).rejects.toMatchObject({ title: 'C' });
  });

  it('quote a tool without its colours and stack', () => {
    expect(excerpt('\u001b[31mwrong\u001b[0m\n\n    at f (x.js:1)\nend\n')).toBe('wrong\nend');
    expect(excerpt('1\n2\n3\n4\n5', 1, 2)).toBe('1\n…\n4\n5');
  });
});
