import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { fail, ok, type Result } from '../../../../electron/failures/index.ts';
import { parseCsv } from './csv.ts';
import { decode } from './decode.ts';
import { parseLdif } from './ldif.ts';
import type { ParsedFile } from './parsed.ts';
import type { ImportFormat } from './report.ts';
import { parseVcard } from './vcard.ts';

/** A hundred thousand entries are a tenth of it. */
const LARGEST = 128 * 1024 * 1024;

export interface ReadFile extends ParsedFile {
  readonly format: ImportFormat;
  readonly encoding: string;
}

const parsers = { csv: parseCsv, vcard: parseVcard, ldif: parseLdif } as const;

/**
 * Reads a file of entries, by what it begins with and by its name. `Directory_FileUnreadable`, `Directory_FileTooLarge`,
 * `Directory_FileMalformed`, `Directory_ColumnsUnknown`.
 */
export async function readImportFile(path: string): Promise<Result<ReadFile>> {
  let bytes: Buffer;
  try {
    if ((await stat(path)).size > LARGEST)
      return fail('Directory_FileTooLarge', { limit: LARGEST / 1024 / 1024 });
    bytes = await readFile(path);
  } catch {
    return fail('Directory_FileUnreadable');
  }
  const { text, encoding } = decode(bytes);
  const format = formatOf(path, text);
  const parsed = parsers[format](text);
  return parsed.ok ? ok({ ...parsed.value, format, encoding }) : parsed;
}

function formatOf(path: string, text: string): keyof typeof parsers {
  const head = text
    .slice(0, 200)
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (/^BEGIN:VCARD/i.test(head)) return 'vcard';
  if (/^(#|version:|dn:)/i.test(head) && /ldif?$/i.test(extname(path))) return 'ldif';
  return /^dn::? /i.test(head) ? 'ldif' : 'csv';
}
