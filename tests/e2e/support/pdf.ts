import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What a reader of PDF makes of a file: poppler, which knows nothing of Chromium. */
export interface ReadPdf {
  /** Text of each page, in the order in which it is written. */
  readonly pages: readonly string[];
  /** What the file says of itself: `Title`, `Tagged`, `Page size`. */
  readonly says: Readonly<Record<string, string>>;
  /** The kinds of its tags: `H1`, `Table`, `TH`. */
  readonly tags: ReadonlySet<string>;
}

export function readPdf(file: string): ReadPdf {
  const said = run('pdfinfo', [file])
    .split('\n')
    .map((line) => /^([^:]+):\s*(.*)$/.exec(line))
    .flatMap((match) => (match ? [[match[1] ?? '', match[2] ?? ''] as const] : []));
  const structure = run('pdfinfo', ['-struct', file]);
  return {
    pages: run('pdftotext', ['-raw', file, '-']).split('\f').slice(0, -1),
    says: Object.fromEntries(said),
    tags: new Set(structure.match(/^\s*\w+/gm)?.map((tag) => tag.trim())),
  };
}

/** Makes a picture of each page in `folder`; gives their files, in order. */
export function picturePdf(file: string, folder: string): readonly string[] {
  mkdirSync(folder, { recursive: true });
  run('pdftoppm', ['-r', '70', '-png', file, join(folder, 'page')]);
  const pictures = readdirSync(folder).filter((name) => /^page-\d+\.png$/.test(name));
  return pictures.sort().map((name) => join(folder, name));
}

function run(program: string, args: readonly string[]): string {
  return execFileSync(program, args, { stdio: ['ignore', 'pipe', 'ignore'] }).toString();
}
