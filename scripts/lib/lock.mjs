import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function holderOf(file) {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Takes the lock; resolves to the holder's process number where it is taken. */
function tryLock(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return undefined;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  return holderOf(file) ?? 0;
}

/**
 * Runs `body` while no other process holds the lock file: two set-ups of one
 * checkout would delete each other's packages. A dead process's lock is taken over.
 */
export async function withLock(file, body, out = process.stdout) {
  try {
    mkdirSync(dirname(file), { recursive: true });
    for (let told = false, holder = tryLock(file); holder !== undefined; holder = tryLock(file)) {
      if (holder && !isAlive(holder)) {
        rmSync(file, { force: true });
        continue;
      }
      if (!told) out.write(`Another set-up of this checkout is running (process ${holder}): waiting\n`);
      told = true;
      await sleep(500);
    }
  } catch (error) {
    // Somebody else's checkout: there is nothing we could change in it.
    if (error.code === 'EACCES' || error.code === 'EROFS') return body();
    throw error;
  }
  try {
    return await body();
  } finally {
    rmSync(file, { force: true });
  }
}
