import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { topNamesIn } from '../../../electron/support/attachments/compound-file.ts';
import { examine, examineFile } from '../../../electron/support/attachments/examine.ts';
import { LARGEST_ATTACHMENT } from '../../../electron/support/rules/attachment.ts';
import { compoundFile } from '../../stand/support/compound-file.ts';
import { zipOf } from '../../stand/support/zip.ts';

const text = (value: string) => new Uint8Array(Buffer.from(value, 'latin1'));
const png = new Uint8Array(encode({ width: 2, height: 2, data: new Uint8Array(12), channels: 3 }));
const openXml = (type: string) =>
  zipOf({
    '[Content_Types].xml': `<?xml version="1.0"?><Types><Override PartName="/x.xml" ContentType="${type}.main+xml"/></Types>`,
    'x.xml': '<x/>',
  });
const OFFICE = 'application/vnd.openxmlformats-officedocument';

const kindOf = async (bytes: Uint8Array, name = 'fichier.pdf') => {
  const examined = await examine(name, bytes);
  return examined.ok ? examined.value.attachment.kind : examined.failure.code;
};

describe('what may be attached', () => {
  it.each<[string, Uint8Array, string]>([
    ['a PDF', text('%PDF-1.7\n%\xe2\xe3\n'), 'pdf'],
    ['a PNG', png, 'png'],
    ['a JPEG', text('\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01'), 'jpg'],
    ['an old Excel file', compoundFile(['Workbook']), 'xls'],
    ['an old PowerPoint file', compoundFile(['Current User', 'PowerPoint Document']), 'ppt'],
    ['an Excel file', openXml(`${OFFICE}.spreadsheetml.sheet`), 'xlsx'],
    ['a PowerPoint template', openXml(`${OFFICE}.presentationml.template`), 'potx'],
  ])('is %s, whatever its name says', async (_what, bytes, kind) => {
    expect(await kindOf(bytes, 'programme.exe')).toBe(kind);
  });

  it.each<[string, Uint8Array]>([
    ['a program', text(`MZ${'\x00'.repeat(200)}`)],
    ['a text', text('Bonjour')],
    ['an old Word file', compoundFile(['WordDocument'])],
    ['an installer', compoundFile(['䡀㼿䕷䑬㭪䗤䠤'])],
    ['an archive', zipOf({ 'a.txt': 'a' })],
    ['a Word file', openXml(`${OFFICE}.wordprocessingml.document`)],
    ['a page that would run', text('<html><script>alert(1)</script>')],
  ])('is not %s that is called a PDF', async (_what, bytes) => {
    expect(await kindOf(bytes)).toBe('Support_AttachmentType');
  });

  it('is neither empty nor larger than ten megabytes', async () => {
    expect(await kindOf(new Uint8Array(0))).toBe('Support_AttachmentEmpty');
    const large = new Uint8Array(LARGEST_ATTACHMENT + 1);
    large.set(png);
    expect(await kindOf(large)).toBe('Support_AttachmentTooLarge');
    expect(await kindOf(large.subarray(0, LARGEST_ATTACHMENT))).toBe('png');
  });

  it('is read from the disk no further than that, and only where it is a file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bandeau-attach-'));
    try {
      const file = join(folder, 'capture.txt');
      writeFileSync(file, png);
      expect(await examineFile(file)).toMatchObject({
        ok: true,
        value: { attachment: { name: 'capture.png', kind: 'png', size: png.length } },
      });
      writeFileSync(file, new Uint8Array(LARGEST_ATTACHMENT + 1));
      expect(await examineFile(file)).toMatchObject({ failure: { code: 'Support_AttachmentTooLarge' } });
      for (const none of [folder, join(folder, 'none.png')]) {
        expect(await examineFile(none)).toMatchObject({ failure: { code: 'Support_AttachmentUnreadable' } });
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('is told of any bytes at all without failing', async () => {
    const begun = fc.constantFrom(compoundFile(['Workbook']), openXml('x'), png, text('%PDF-1.7'));
    await fc.assert(
      fc.asyncProperty(
        begun,
        fc.array(fc.tuple(fc.nat(4_095), fc.nat(255)), { maxLength: 30 }),
        async (file, damage) => {
          const bytes = file.slice();
          for (const [at, value] of damage) bytes[at % bytes.length] = value;
          topNamesIn(bytes);
          await kindOf(bytes);
        },
      ),
      { numRuns: 300 },
    );
  });
});
