/** Free sectors and ends of chains are above this (MS-CFB §2.1). */
const MOST_SECTOR = 0xfffffffa;
const NONE = 0xffffffff;
const ENTRY = 128;
const HEADER = 512;
/** Entries of a directory that are looked at: an Office file has some dozens. */
const MOST_ENTRIES = 4_096;

/**
 * Names of what lies at the top of a compound file (MS-CFB), by which its program is known: `Workbook`, `PowerPoint
 * Document`. Null where it is none, or does not hold together.
 */
export function topNamesIn(file: Uint8Array): readonly string[] | null {
  try {
    return topNames(new DataView(file.buffer, file.byteOffset, file.byteLength));
  } catch (error) {
    // It points outside of itself.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function topNames(file: DataView): readonly string[] | null {
  if (file.getUint32(0) !== 0xd0cf11e0 || file.getUint32(4) !== 0xa1b11ae1) return null;
  const shift = file.getUint16(30, true);
  if (shift !== 9 && shift !== 12) return null;
  const sectorSize = 2 ** shift;
  const offsetOf = (sector: number) => (sector + 1) * sectorSize;
  const perSector = sectorSize / 4;
  const nextOf = (sector: number): number => {
    const table = Math.floor(sector / perSector);
    // Beyond what the header lists there are files of 7 MB and more of which the directory comes late.
    const fat =
      table < 109 ? file.getUint32(76 + table * 4, true) : furtherTable(file, table, offsetOf, perSector);
    return file.getUint32(offsetOf(fat) + (sector % perSector) * 4, true);
  };
  const entries: number[] = [];
  const seen = new Set<number>();
  let sector = file.getUint32(48, true);
  while (sector < MOST_SECTOR && !seen.has(sector) && entries.length < MOST_ENTRIES) {
    seen.add(sector);
    for (let at = 0; at < sectorSize; at += ENTRY) entries.push(offsetOf(sector) + at);
    sector = nextOf(sector);
  }
  const [root] = entries;
  return root === undefined || root < HEADER ? null : childrenOf(file, entries, root);
}

function furtherTable(
  file: DataView,
  table: number,
  offsetOf: (sector: number) => number,
  perSector: number,
): number {
  let sector = file.getUint32(68, true);
  let rest = table - 109;
  while (rest >= perSector - 1) {
    sector = file.getUint32(offsetOf(sector) + (perSector - 1) * 4, true);
    rest -= perSector - 1;
  }
  return file.getUint32(offsetOf(sector) + rest * 4, true);
}

function childrenOf(file: DataView, entries: readonly number[], root: number): readonly string[] {
  const names: string[] = [];
  const seen = new Set<number>();
  const waiting = [file.getUint32(root + 76, true)];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const at = entries[id];
    if (id === NONE || at === undefined || seen.has(id)) continue;
    seen.add(id);
    names.push(nameAt(file, at));
    waiting.push(file.getUint32(at + 68, true), file.getUint32(at + 72, true));
  }
  return names;
}

function nameAt(file: DataView, at: number): string {
  const length = Math.min(64, file.getUint16(at + 64, true));
  const units = Array.from({ length: Math.max(0, length / 2 - 1) }, (_, index) =>
    file.getUint16(at + index * 2, true),
  );
  return String.fromCharCode(...units);
}
