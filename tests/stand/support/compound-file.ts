const SECTOR = 512;
const NONE = 0xffffffff;
const END = 0xfffffffe;

/** The smallest compound file (MS-CFB) that has these streams at its top. */
export function compoundFile(names: readonly string[]): Uint8Array {
  const file = Buffer.alloc(SECTOR * 3);
  file.writeUInt32BE(0xd0cf11e0, 0);
  file.writeUInt32BE(0xa1b11ae1, 4);
  file.writeUInt16LE(0x3e, 24);
  file.writeUInt16LE(3, 26);
  file.writeUInt16LE(0xfffe, 28);
  file.writeUInt16LE(9, 30);
  file.writeUInt16LE(6, 32);
  file.writeUInt32LE(1, 44);
  file.writeUInt32LE(1, 48);
  file.writeUInt32LE(4_096, 56);
  file.writeUInt32LE(END, 60);
  file.writeUInt32LE(END, 68);
  file.fill(0xff, 76, SECTOR);
  file.writeUInt32LE(0, 76);
  // The table of sectors: itself, then the directory.
  file.fill(0xff, SECTOR, SECTOR * 2);
  file.writeUInt32LE(0xfffffffd, SECTOR);
  file.writeUInt32LE(END, SECTOR + 4);
  const entries = [{ name: 'Root Entry', type: 5 }, ...names.slice(0, 3).map((name) => ({ name, type: 2 }))];
  for (const [id, { name, type }] of entries.entries()) {
    const at = SECTOR * 2 + id * 128;
    file.write(name, at, 64, 'utf16le');
    file.writeUInt16LE((name.length + 1) * 2, at + 64);
    file.writeUInt8(type, at + 66);
    file.writeUInt32LE(NONE, at + 68);
    // Each is to the right of the one before.
    file.writeUInt32LE(id > 0 && id + 1 < entries.length ? id + 1 : NONE, at + 72);
    file.writeUInt32LE(id === 0 && entries.length > 1 ? 1 : NONE, at + 76);
    file.writeUInt32LE(END, at + 116);
  }
  return new Uint8Array(file);
}
