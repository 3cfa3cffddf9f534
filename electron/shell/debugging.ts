import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';

/**
 * Whether this start has to be given up: the application as it ships takes no debugger, for which Chromium's own
 * switch has no fuse. Test builds say that they are, in their package.json.
 */
export function isForbiddenDebugging(): boolean {
  const asked = ['remote-debugging-port', 'remote-debugging-pipe'].some((name) =>
    app.commandLine.hasSwitch(name),
  );
  return asked && app.isPackaged && !isTestBuild();
}

function isTestBuild(): boolean {
  const manifest: unknown = JSON.parse(readFileSync(join(app.getAppPath(), 'package.json'), 'utf8'));
  return (
    typeof manifest === 'object' &&
    manifest !== null &&
    'testBuild' in manifest &&
    manifest.testBuild === true
  );
}
