import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const userName = 'bandeau-test';

/** Who runs the application in the tests: never root, so that Chromium's sandbox is on. */
export interface OrdinaryUser {
  /** A folder of that user's, empty. */
  readonly home: string;
  /** A program that runs another one as that user: `wrap('/path/electron')` gives its path. */
  wrap(program: string): string;
}

/** The person's own account, or when root runs the tests, an account made for them. */
export function ordinaryUser(): OrdinaryUser {
  const home = mkdtempSync(join(tmpdir(), 'bandeau-home-'));
  if (process.getuid?.() !== 0) return { home, wrap: (program) => program };
  const { uid, gid } = testAccount();
  chownSync(home, uid, gid);
  chmodSync(home, 0o700);
  return {
    home,
    wrap: (program) => {
      const script = join(mkdtempSync(join(tmpdir(), 'bandeau-wrap-')), 'run');
      const command = `setpriv --reuid=${uid} --regid=${gid} --init-groups --pdeathsig TERM`;
      writeFileSync(script, `#!/bin/sh\ncd /\nexec ${command} '${program}' "$@"\n`, { mode: 0o755 });
      chmodSync(join(script, '..'), 0o755);
      return script;
    },
  };
}

function testAccount(): { uid: number; gid: number } {
  const id = (flag: string) => Number(execFileSync('id', [flag, userName], { stdio: 'pipe' }).toString());
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    // Another file may make it at the same time: what counts is that it is there.
    spawnSync('useradd', ['--system', '--user-group', '--shell', '/usr/sbin/nologin', userName]);
    return { uid: id('-u'), gid: id('-g') };
  }
}
