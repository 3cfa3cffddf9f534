import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { excerpt } from '../command.mjs';
import { filesBelow } from '../fingerprint.mjs';
import { inModules, pinnedNode } from '../paths.mjs';

const STALL_MS = 45_000;
const PACE_MS = 1_000;

/** The bytes below a folder; no number where a file goes while they are counted. */
function bytesBelow(folder) {
  try {
    return filesBelow(folder, '').reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
  } catch {
    return Number.NaN;
  }
}

/** Calls back once when `measure` has not changed for `limit` milliseconds. */
export function watchProgress(measure, onStall, limit = STALL_MS, pace = PACE_MS) {
  let last = measure();
  let since = Date.now();
  const timer = setInterval(() => {
    const now = measure();
    if (!Object.is(now, last)) {
      last = now;
      since = Date.now();
    } else if (Date.now() - since >= limit) {
      clearInterval(timer);
      onStall();
    }
  }, pace);
  return () => clearInterval(timer);
}

/**
 * Lets Electron's own installer fetch the official binary, for as long as bytes
 * arrive. Resolves to undefined, or to why it could not.
 */
export function fetchOfficialRuntime() {
  const temporary = mkdtempSync(join(tmpdir(), 'bandeau-electron-'));
  return new Promise((resolve) => {
    let output = '';
    let stalled = false;
    const child = spawn(pinnedNode(), [inModules('electron', 'install.js')], {
      env: { ...process.env, TMPDIR: temporary, TEMP: temporary },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const measure = () => bytesBelow(temporary) + bytesBelow(inModules('electron'));
    const stopWatching = watchProgress(measure, () => {
      stalled = true;
      child.kill();
    });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
    child.on('error', (error) => (output += error.message));
    child.on('close', (code) => {
      stopWatching();
      rmSync(temporary, { recursive: true, force: true });
      if (code === 0) resolve(undefined);
      else resolve(stalled ? `no data for ${STALL_MS / 1000} s` : excerpt(output, 2, 1));
    });
  });
}
