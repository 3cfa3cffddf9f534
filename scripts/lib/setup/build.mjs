import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun } from '../command.mjs';
import { fingerprint } from '../fingerprint.mjs';
import { bestNode, inModules, root } from '../paths.mjs';
import { isStamped, stamp } from '../stamp.mjs';

const SOURCES = ['electron', 'renderer', 'native', 'resources', 'package.json', 'package-lock.json'];
const OUTPUTS = ['out/main', 'out/preload', 'out/renderer'];
const STAMP = join(root, 'out', '.build');

/** The build's own configuration files among the names at the top level. */
export function buildConfigurations(names) {
  return names.filter((name) => /^(electron\.vite\.config\..+|tsconfig.*\.json)$/.test(name));
}

/** The outputs count too: the development server leaves other ones in the same place. */
function state() {
  return fingerprint(root, [...SOURCES, ...buildConfigurations(readdirSync(root)), ...OUTPUTS]);
}

/** Step: the application, built. */
export function buildStep() {
  return {
    title: 'Application build',
    current: () => isStamped(STAMP, state()),
    async run() {
      await mustRun(bestNode(), [inModules('electron-vite', 'bin', 'electron-vite.js'), 'build'], {
        cwd: root,
        remedy: 'the sources do not build: correct what is named above, then run `npm run build`.',
      });
      stamp(STAMP, state());
    },
  };
}
