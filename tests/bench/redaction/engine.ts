import { readFileSync } from 'node:fs';
import {
  type AllowListSource,
  createRedaction,
  type Finding,
  shippedLists,
} from '../../../electron/redaction/index.ts';
import type { RawImage } from '../../../electron/redaction/rules/image.ts';
import { decodeImage } from '../../../native/ocr/decode-image.ts';
import { forkedProcess } from '../../stand/forked-process.ts';

/** One picture, masked by the product's own process. Milliseconds since it was submitted. */
export interface Run {
  readonly masked: RawImage;
  readonly preview: number;
  readonly final: number;
  /** Processor time that the process took for it, in milliseconds: what another load on the machine does not change. */
  readonly processor: number;
  readonly findings: readonly Finding[];
  readonly kind: string;
}

export interface RunningEngine {
  mask(file: Uint8Array, list: AllowListSource): Promise<Run>;
  /** The most memory that the process has had, in mebibytes. */
  peak(): number;
  close(): void;
}

type OcrProcess = ReturnType<typeof forkedProcess>;

/** The OCR process as the command line starts it, kept for all pictures. */
export function startEngine(deadline: number): RunningEngine {
  let child: OcrProcess | null = null;
  const spawn = (): OcrProcess => {
    child = forkedProcess('native/ocr/process.ts');
    return child;
  };
  const redaction = createRedaction({ spawn, deadline, idle: 600_000 });
  return {
    mask: async (file, list) => {
      const spent = child ? processorTime(child) : 0;
      const start = performance.now();
      let preview = Number.NaN;
      const job = await redaction.submit({
        image: { kind: 'file', bytes: Uint8Array.from(file) },
        lists: [...shippedLists, list],
        onPreview: () => {
          preview = performance.now() - start;
        },
      });
      const final = performance.now() - start;
      if (!job.ok) throw new Error(job.failure.code);
      const { picture } = job.value;
      const processor = child ? processorTime(child) - spent : Number.NaN;
      await job.value.discard();
      return {
        masked: decodeImage(picture.bytes),
        preview,
        final,
        processor,
        findings: picture.findings,
        kind: picture.kind,
      };
    },
    peak: () => (child ? peakOf(child) : Number.NaN),
    close: () => redaction.close(),
  };
}

/** Linux alone tells it; elsewhere it is not a number, and does not hold. */
export function peakOf({ pid }: Pick<OcrProcess, 'pid'>): number {
  const line = readOf(`/proc/${pid}/status`).match(/VmHWM:\s+(\d+) kB/);
  return line ? Number(line[1]) / 1024 : Number.NaN;
}

/** In hundredths of a second, user and system, as Linux counts. */
function processorTime({ pid }: OcrProcess): number {
  const fields = readOf(`/proc/${pid}/stat`).split(') ')[1]?.split(' ') ?? [];
  return 10 * (Number(fields[11]) + Number(fields[12]));
}

function readOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
