import { chownSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startProcess } from '../../stand/process.ts';
import { where } from './application.ts';
import type { OrdinaryUser } from './ordinary-user.ts';

const SCRIPT_MS = 20_000;
const END_MS = 3_000;
const RESULT = 'result.json';

export interface ElectronScript {
  /** Who runs it; scripts of the same user share a profile, one after the other. */
  readonly user: OrdinaryUser;
  /** Name of the X display. */
  readonly display: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Body of an async function in the main process, given `electron`, after `ready`; its value goes through JSON. */
  readonly body: string;
}

/** Runs a few lines in the main process of the real runtime, without the application, and gives what they return. */
export async function runElectronScript({
  user,
  display,
  environment,
  body,
}: ElectronScript): Promise<unknown> {
  const folder = join(user.home, `script-${crypto.randomUUID()}`);
  mkdirSync(folder);
  const { uid, gid } = statSync(user.home);
  chownSync(folder, uid, gid);
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'stand-script', version: '1.0.0', main: 'main.cjs' }),
  );
  writeFileSync(join(folder, 'main.cjs'), scriptAround(body, join(folder, RESULT)));
  const script = await startProcess({
    name: 'the script in Electron',
    command: user.wrap(where().electron),
    args: [folder, `--user-data-dir=${join(user.home, 'script-profile')}`],
    env: {
      PATH: process.env.PATH,
      LANG: 'C.UTF-8',
      HOME: user.home,
      XDG_RUNTIME_DIR: user.home,
      DISPLAY: display,
      ...environment,
    },
    logFile: join(folder, 'electron.log'),
    ready: async () => (await readFile(join(folder, RESULT))).length > 0,
    timeoutMs: SCRIPT_MS,
  });
  // Not its whole group: what it started for the person outlives it.
  process.kill(script.pid, 'SIGTERM');
  await Promise.race([script.exited, delay(END_MS)]);
  await script.stop();
  const outcome: unknown = JSON.parse(await readFile(join(folder, RESULT), 'utf8'));
  return outcome;
}

function scriptAround(body: string, result: string): string {
  return `
const electron = require('electron');
const { renameSync, writeFileSync } = require('node:fs');
const run = async () => { ${body} };
electron.app.on('window-all-closed', () => {});
electron.app.whenReady().then(run).catch((error) => ({ error: String(error) })).then((value) => {
  const file = ${JSON.stringify(result)};
  writeFileSync(file + '.part', JSON.stringify(value ?? null));
  renameSync(file + '.part', file);
});
`;
}
