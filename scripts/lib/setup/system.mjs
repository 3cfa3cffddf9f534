import { existsSync } from 'node:fs';
import { mustRun, run } from '../command.mjs';
import { Failure } from '../failure.mjs';
import { isRoot } from '../paths.mjs';
import { allGroups, systemPackages } from '../system-packages.mjs';

/** The wanted packages that `dpkg-query` does not list as installed. */
export function missingPackages(wanted, dpkgOutput) {
  const installed = new Set(
    dpkgOutput
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  );
  return wanted.filter((name) => !installed.has(name));
}

// Run level 1 is how invoke-rc.d knows that no service may be started: the tests
// start their own peers, and a developer's machine needs no SIP server.
const APT_ENVIRONMENT = ['RUNLEVEL=1', 'DEBIAN_FRONTEND=noninteractive'];
const APT = ['env', ...APT_ENVIRONMENT, 'apt-get', '-o', 'DPkg::Lock::Timeout=300'];

/** The two commands that install packages, as root. */
export function aptCommands(packages) {
  return [
    [...APT, 'update'],
    [...APT, 'install', '--yes', '--no-install-recommends', ...packages],
  ];
}

async function missing(groups) {
  const wanted = groups.flatMap((group) => systemPackages[group]);
  const format = `\${Package} \${db:Status-Status}\n`;
  const { output } = await run('dpkg-query', ['--show', `--showformat=${format}`, ...wanted]);
  return missingPackages(wanted, output);
}

/** What makes a command root's: nothing, sudo, or undefined where neither is there. */
async function rootPrefix() {
  if (isRoot) return [];
  const sudo = process.stdin.isTTY ? ['sudo'] : ['sudo', '--non-interactive'];
  const { code } = await run(sudo[0], [...sudo.slice(1), 'true'], { stdio: ['inherit', 'pipe', 'inherit'] });
  return code === 0 ? sudo : undefined;
}

/** Step: the Debian packages of these groups. */
export function systemStep(groups = allGroups) {
  let toInstall = [];
  return {
    title: 'System packages',
    async current() {
      if (process.platform !== 'linux') return 'none needed on this system';
      if (!existsSync('/usr/bin/dpkg-query')) return 'not a Debian system, left to you';
      toInstall = await missing(groups);
      return toInstall.length === 0;
    },
    async run() {
      const commands = aptCommands(toInstall);
      const byHand = commands.map((command) => `sudo ${command.join(' ')}`).join(' && \\\n');
      const prefix = await rootPrefix();
      if (!prefix) {
        throw new Failure(
          `missing: ${toInstall.join(' ')}\nInstalling them takes root or sudo, and neither is available.`,
          `have an administrator run:\n${byHand}`,
        );
      }
      for (const command of commands) {
        const [program, ...args] = [...prefix, ...command];
        await mustRun(program, args, {
          remedy: `check the network and the sources of apt, then run:\n${byHand}`,
        });
      }
      return `${toInstall.length} installed`;
    },
  };
}
