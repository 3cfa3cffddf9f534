import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRedaction, type Redaction } from '../../../electron/redaction/index.ts';
import { decodeImage } from '../../../native/ocr/decode-image.ts';
import { peakOf } from '../../bench/redaction/engine.ts';
import { forkedProcess } from '../../stand/forked-process.ts';
import {
  cut,
  OWNER,
  ofPrint,
  soundJpeg,
  withGiantProfile,
  withGiantSize,
  withManyScans,
  withPlace,
} from './hostile-jpegs.ts';

/** Files that somebody was sent, given to the real process, one after the other: it outlives them all. */

const MEBIBYTES_AT_MOST = 600;

let redaction: Redaction;
const processes: ReturnType<typeof forkedProcess>[] = [];

beforeAll(() => {
  redaction = createRedaction({
    spawn: () => {
      const started = forkedProcess('native/ocr/process.ts');
      processes.push(started);
      return started;
    },
    deadline: 45_000,
  });
});

afterAll(() => redaction.close());

const submit = (file: Uint8Array) =>
  redaction.submit({ image: { kind: 'file', bytes: Uint8Array.from(file) }, lists: [] });

/** What leaves after a file came in. */
async function resultOf(file: Uint8Array): Promise<Buffer> {
  const job = await submit(file);
  if (!job.ok) throw new Error(job.failure.code);
  const result = await job.value.result([]);
  await job.value.discard();
  if (!result.ok) throw new Error(result.failure.code);
  return Buffer.concat([job.value.picture.bytes, result.value.bytes]);
}

describe('a JPEG that is cleaned', () => {
  it('of the place where it was taken, and of whose camera it was', async () => {
    const file = withPlace();
    expect(file.includes(OWNER)).toBe(true);
    const left = await resultOf(file);
    for (const trace of [OWNER, 'Exif', 'GPS']) expect(left.includes(trace), trace).toBe(false);
    // Degrees, minutes and seconds, as the camera wrote them.
    expect(left.includes(file.subarray(file.indexOf(OWNER) + 20, file.indexOf(OWNER) + 44))).toBe(false);
  });

  it('of a colour profile that says it is of four gigabytes', async () => {
    const file = withGiantProfile();
    expect((await resultOf(file)).includes('ICC_PROFILE')).toBe(false);
    expect(decodeImage(Uint8Array.from(file))).toEqual(decodeImage(Uint8Array.from(soundJpeg)));
  });

  it('of what follows its end', async () => {
    expect((await resultOf(Buffer.concat([soundJpeg, Buffer.from(OWNER)]))).includes(OWNER)).toBe(false);
  });
});

describe('a JPEG that is refused by name', () => {
  it('in the colours of print', async () => {
    expect(await submit(ofPrint())).toMatchObject({ ok: false, failure: { code: 'Image_Cmyk' } });
  });

  it.each(cut)('cut %s', async (_where, file) => {
    expect(await submit(file)).toMatchObject({ ok: false, failure: { code: 'Image_Truncated' } });
  });

  it('with more scans than a picture has', async () => {
    expect(await submit(withManyScans())).toMatchObject({ ok: false, failure: { code: 'Image_Damaged' } });
  });

  it('as large as a file can say', async () => {
    expect(await submit(withGiantSize())).toMatchObject({
      ok: false,
      failure: { code: 'Image_TooManyPixels' },
    });
  });
});

it('was one process all the while, within its memory', () => {
  const [first, ...others] = processes;
  expect(others).toEqual([]);
  expect(first && peakOf(first)).toBeLessThan(MEBIBYTES_AT_MOST);
});
