import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type OrdinaryUser, ordinaryUser } from '../../e2e/support/ordinary-user.ts';
import { startProcess } from '../process.ts';

const START_MS = 10_000;
/** Whether somebody serves the Secret Service API of freedesktop.org. */
const HAS_SECRETS = [
  '--session',
  '--print-reply',
  '--dest=org.freedesktop.DBus',
  '/org/freedesktop/DBus',
  'org.freedesktop.DBus.NameHasOwner',
  'string:org.freedesktop.secrets',
];
const run = promisify(execFile);

/** The secret storage of a desktop session, as `safeStorage` of Electron finds it on Linux. */
export interface SecretStorage {
  /** What a program needs in its environment to use it. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Starts a session bus of its own and GNOME's keyring on it, unlocked, as `user`: programs of that user find it. */
export async function startSecretStorage(user: OrdinaryUser = ordinaryUser()): Promise<SecretStorage> {
  const folder = mkdtempSync(join(user.home, 'secrets-'));
  const data = join(folder, 'data');
  const runtime = join(folder, 'runtime');
  const { uid, gid } = statSync(user.home);
  for (const part of [data, runtime]) mkdirSync(part, { mode: 0o700 });
  const socket = join(folder, 'bus');
  const configuration = join(folder, 'bus.conf');
  const password = join(folder, 'password');
  writeFileSync(configuration, busConfiguration(socket));
  writeFileSync(password, randomUUID(), { mode: 0o600 });
  for (const part of [folder, data, runtime, password]) chownSync(part, uid, gid);
  // Chromium takes the storage of the desktop that it believes to be on.
  const environment = { DBUS_SESSION_BUS_ADDRESS: `unix:path=${socket}`, XDG_CURRENT_DESKTOP: 'GNOME' };
  const own = {
    PATH: process.env.PATH,
    LANG: 'C.UTF-8',
    HOME: folder,
    XDG_DATA_HOME: data,
    XDG_RUNTIME_DIR: runtime,
    ...environment,
  };

  const bus = await startProcess({
    name: 'dbus-daemon',
    command: user.wrap('/usr/bin/dbus-daemon'),
    args: [`--config-file=${configuration}`, '--nofork', '--nopidfile'],
    env: own,
    logFile: join(folder, 'bus.log'),
    ready: async () => existsSync(socket),
    timeoutMs: START_MS,
  });
  const ask = user.wrap('/usr/bin/dbus-send');
  try {
    const keyring = await startProcess({
      name: 'gnome-keyring-daemon',
      command: user.wrap(keyringScript(folder, password)),
      env: own,
      logFile: join(folder, 'keyring.log'),
      ready: async () => (await run(ask, HAS_SECRETS, { env: own })).stdout.includes('boolean true'),
      timeoutMs: START_MS,
    });
    return {
      environment,
      stop: async () => {
        await keyring.stop();
        await bus.stop();
      },
    };
  } catch (error) {
    await bus.stop();
    throw error;
  }
}

/** Reads the password from a file: on a command line, everybody would see it. */
function keyringScript(folder: string, password: string): string {
  const script = join(folder, 'keyring');
  const command = 'gnome-keyring-daemon --foreground --unlock --components=secrets';
  writeFileSync(script, `#!/bin/sh\nexec ${command} < '${password}'\n`, { mode: 0o755 });
  return script;
}

function busConfiguration(socket: string): string {
  return `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;
}
