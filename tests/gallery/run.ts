import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openGallery } from './gallery.ts';
import { states } from './states.ts';

/**
 * Takes a picture of every state and checks each: `node tests/gallery/run.ts [FOLDER] [PART OF A NAME]`. Ends with 1
 * when a state has a fault. `npm test -- gallery` checks them all without pictures.
 */
const [folder = join(tmpdir(), 'bandeau-gallery'), part = ''] = process.argv.slice(2);

await mkdir(folder, { recursive: true });
const gallery = await openGallery();
try {
  const report: string[] = [];
  for (const [index, state] of states.entries()) {
    if (!state.name.includes(part)) continue;
    const file = join(folder, `${String(index + 1).padStart(3, '0')}-${state.name}.png`);
    const faults = await gallery.faultsOf(state, file);
    report.push(...faults.map((fault) => `${state.name}: ${fault}`));
  }
  await writeFile(join(folder, 'faults.txt'), report.join('\n'));
  console.log(report.join('\n'));
  console.log(`${report.length} fault(s)`);
  if (report.length > 0) process.exitCode = 1;
} finally {
  await gallery.close();
}
