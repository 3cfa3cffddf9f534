import { closeSync, openSync, readFileSync, readSync } from 'node:fs';

/** Of what is read at a time; longer than anything that is looked for. */
const BLOCK = 1 << 22;
const OVERLAP = 1 << 10;

/** Which of the needles, by name, are in the memory that a process may write to. Needs root, on Linux. */
export function foundInMemory(pid: number, needles: Readonly<Record<string, Buffer>>): readonly string[] {
  const found = new Set<string>();
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  const block = Buffer.alloc(BLOCK + OVERLAP);
  try {
    for (const [start, end] of writable(pid)) {
      for (let at = start; at < end; at += BLOCK) {
        const length = readAt(memory, block, at, Math.min(BLOCK + OVERLAP, end - at));
        const part = block.subarray(0, length);
        for (const [name, needle] of Object.entries(needles)) if (part.includes(needle)) found.add(name);
      }
    }
  } finally {
    closeSync(memory);
  }
  return [...found];
}

function readAt(memory: number, block: Buffer, at: number, length: number): number {
  try {
    return readSync(memory, block, 0, length, at);
  } catch {
    // Mapped, and nothing there.
    return 0;
  }
}

function writable(pid: number): readonly (readonly [number, number])[] {
  return readFileSync(`/proc/${pid}/maps`, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, from, to] = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line) ?? [];
      return from && to ? [[Number.parseInt(from, 16), Number.parseInt(to, 16)] as const] : [];
    });
}
