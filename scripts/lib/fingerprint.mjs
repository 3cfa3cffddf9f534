import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Every file at or below a path, sorted; none where the path does not exist. */
export function filesBelow(folder, path) {
  const stat = statSync(join(folder, path), { throwIfNoEntry: false });
  if (!stat) return [];
  if (!stat.isDirectory()) return [path];
  return readdirSync(join(folder, path))
    .sort()
    .flatMap((name) => filesBelow(folder, `${path}/${name}`));
}

/** A hash of the names and contents of everything below these paths. */
export function fingerprint(folder, paths) {
  const hash = createHash('sha256');
  for (const path of paths.flatMap((each) => filesBelow(folder, each))) {
    const content = readFileSync(join(folder, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}
