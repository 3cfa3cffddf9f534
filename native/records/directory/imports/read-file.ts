import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { fail, ok, type Result } from '../../../../electron/failures/index.ts';
import { parseCsv } from './csv.ts';
import { decode } from './decode.ts';
import { Judging } from './judging.ts';
import { parseLdif } from './ldif.ts';
import type { Parser, ReadEntry, ReadFile } from './parsed.ts';
import type { ImportFormat } from './report.ts';
import { parseVcard } from './vcard.ts';

/** A hundred thousand entries are a tenth of it. */
const LARGEST = 128 * 1024 * 1024;

type FileFormat = Exclude<ImportFormat, 'ldap'>;

const parsers: Readonly<Record<FileFormat, Parser>> = { csv: parseCsv, vcard: parseVcard, ldif: parseLdif };

/**
 * Reads a file of entries, by what it begins with and by its name; `onEntries` hears of those that may be kept, some at
 * a time. `Directory_FileUnreadable`, `Directory_FileTooLarge`, `Directory_FileMalformed`, `Directory_ColumnsUnknown`.
 */
export async function readImportFile(
  path: string,
  onEntries: (entries: readonly ReadEntry[]) => void,
): Promise<Result<ReadFile>> {
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
  const judging = new Judging(onEntries);
  const parsed = parsers[format](text, (draft) => judging.take(draft));
  if (!parsed.ok) return parsed;
  const { columns, problems } = parsed.value;
  return ok({ columns, problems: judging.end(problems), format, encoding });
}

function formatOf(path: string, text: string): FileFormat {
  const head = text
    .slice(0, 200)
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (/^BEGIN:VCARD/i.test(head)) return 'vcard';
  if (/^(#|version:|dn:)/i.test(head) && /ldif?$/i.test(extname(path))) return 'ldif';
  return /^dn::? /i.test(head) ? 'ldif' : 'csv';
}
