import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from 'fast-png';
import type { VirtualDisplay } from '../../stand/display.ts';
import { type RunningProcess, startProcess } from '../../stand/process.ts';

/** A window of another program with a mark in its pixels that nothing else has. */
export interface MarkedWindow {
  readonly title: string;
  /** The same picture, as a file. */
  readonly file: string;
  /** A run of its pixels as they may lie in memory or in a file. */
  readonly needles: Readonly<Record<string, Buffer>>;
  stop(): Promise<void>;
}

const MARK = { x: 60, y: 120, width: 96, height: 24 };
/** Pixels of the mark's first row that are looked for. */
const RUN = 24;

/** Names, numbers and a mark of random black and white, as a program shows them; the mark looks like text. */
export async function openMarkedWindow(
  display: VirtualDisplay,
  size: { width: number; height: number },
): Promise<MarkedWindow> {
  const folder = mkdtempSync(join(tmpdir(), 'bandeau-marked-'));
  const mark = randomPixels();
  const markFile = join(folder, 'mark.png');
  writeFileSync(markFile, encode({ ...MARK, data: mark, channels: 3, depth: 8 }));
  const file = join(folder, 'dossier.png');
  const text = (at: string, words: string) => ['-draw', `text ${at} '${words}'`];
  execFileSync('convert', [
    '-size',
    `${size.width}x${size.height}`,
    'xc:#f4f5f7',
    '-fill',
    '#1b2430',
    '-pointsize',
    '20',
    ...text('60,60', 'Enregistrer'),
    ...text('240,60', 'Annuler'),
    ...text('60,220', 'Marie DUPONT'),
    ...text('60,260', '06 39 98 12 34'),
    ...text('60,300', 'née le 12/03/1957'),
    markFile,
    '-geometry',
    `+${MARK.x}+${MARK.y}`,
    '-composite',
    `PNG24:${file}`,
  ]);
  const title = 'Dossier de regulation';
  const program: RunningProcess = await startProcess({
    name: 'the marked window',
    command: 'display',
    args: ['-title', title, '-geometry', '+40+80', file],
    env: { ...process.env, DISPLAY: display.name },
    logFile: join(folder, 'display.log'),
    ready: async () => (await display.run('xdotool', 'search', '--onlyvisible', '--name', title)) !== '',
    timeoutMs: 20_000,
  });
  return { title, file, needles: needlesOf(mark), stop: () => program.stop() };
}

/** Of grey levels far from one another, so that each lossless copy of a row has the same bytes. */
function randomPixels(): Uint8Array {
  const data = new Uint8Array(MARK.width * MARK.height * 3);
  const random = randomBytes(MARK.width * MARK.height);
  for (const [pixel, value] of random.entries()) {
    const dark = value & 1;
    data.set(
      dark
        ? [value & 31, 16 + (value & 15), 40 + (value & 31)]
        : [200 + (value & 31), 210 + (value & 31), 220 + (value & 31)],
      pixel * 3,
    );
  }
  return data;
}

function needlesOf(mark: Uint8Array): MarkedWindow['needles'] {
  const pixels = Array.from({ length: RUN }, (_, at) => [...mark.subarray(at * 3, at * 3 + 3)]);
  const bytes = (order: (pixel: readonly number[]) => readonly number[]) =>
    Buffer.from(pixels.flatMap(order));
  return {
    rgb: bytes((pixel) => pixel),
    rgba: bytes((pixel) => [...pixel, 255]),
    bgra: bytes(([red = 0, green = 0, blue = 0]) => [blue, green, red, 255]),
  };
}
