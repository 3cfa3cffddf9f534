import { type FailureCode, fail, ok, type Result } from '../../electron/failures/index.ts';
import { createAllowList } from '../../electron/redaction/rules/allow-list.ts';
import { type RawImage, wipeImage } from '../../electron/redaction/rules/image.ts';
import { applyMask } from '../../electron/redaction/rules/mask.ts';
import { redact } from '../../electron/redaction/rules/redact.ts';
import type { HostedService } from '../../electron/shared/supervised-host.ts';
import { decodeImage } from './decode-image.ts';
import { countPages, decodePage } from './decode-pdf.ts';
import { encodePngOf } from './encode-image.ts';
import { Job } from './job.ts';
import { type Refusal, RefusedImage } from './limits.ts';
import type { Models } from './models-loaded.ts';
import { imageOfPixels } from './pixels.ts';
import {
  type MaskedPicture,
  type RedactedFile,
  type RedactionEvent,
  type RedactionRequest,
  requestSchema,
} from './protocol.ts';
import { workingTime } from './working-time.ts';

type Submission = Extract<RedactionRequest, { type: 'submit' }>;

const codes: Readonly<Record<Refusal, FailureCode>> = {
  'not-an-image': 'Image_NotRecognised',
  truncated: 'Image_Truncated',
  'too-large': 'Image_TooLarge',
  'too-many-pixels': 'Image_TooManyPixels',
  'decompression-bomb': 'Image_Bomb',
  animated: 'Image_Animated',
  cmyk: 'Image_Cmyk',
  protected: 'Image_Protected',
  'no-such-page': 'Image_NoSuchPage',
  damaged: 'Image_Damaged',
};

/** Answers of the OCR process: one job an image, held until it is discarded. */
export class RedactionService implements HostedService {
  readonly #models: () => Promise<Models>;
  readonly #emit: (event: RedactionEvent) => void;
  readonly #jobs = new Map<string, Job>();

  constructor(models: () => Promise<Models>, emit: (event: RedactionEvent) => void) {
    this.#models = models;
    this.#emit = emit;
  }

  async handle(raw: unknown): Promise<Result<MaskedPicture | RedactedFile | number | undefined>> {
    const request = requestSchema.parse(raw);
    if (request.type === 'submit') return this.#submit(request);
    if (request.type === 'pages') return read(request.bytes, countPages);
    const job = this.#jobs.get(request.job);
    if (!job) return fail('Redaction_Interrupted');
    switch (request.type) {
      case 'reveal':
        return job.reveal(request.finding) ? ok(job.picture()) : fail('Redaction_Interrupted');
      case 'result':
        return ok(job.result(request.boxes, request.area, request.as));
      case 'discard':
        job.end();
        this.#jobs.delete(request.job);
        return ok();
    }
  }

  async #submit(submission: Submission): Promise<Result<MaskedPicture>> {
    const decoded = await imageOf(submission);
    if (!decoded.ok) return decoded;
    const image = decoded.value;
    try {
      const job = await this.#jobFor(submission, image);
      const picture = job.picture();
      this.#jobs.get(submission.job)?.end();
      this.#jobs.set(submission.job, job);
      return ok(picture);
    } catch {
      // Whoever asked holds no job that could be discarded.
      wipeImage(image);
      return fail('Redaction_NotPossible');
    }
  }

  async #jobFor({ job, lists, deadline }: Submission, image: RawImage): Promise<Job> {
    const models = await this.#models();
    const outcome = await redact(
      image,
      {
        ...models,
        allowList: createAllowList(lists),
        budget: workingTime(deadline),
      },
      {
        onLocated: (mask) => {
          const { width, height } = image;
          const { bytes } = encodePngOf(applyMask(image, mask), 'preview');
          this.#emit({ type: 'preview', job, width, height, bytes });
        },
        onProgress: (progress) => this.#emit({ type: 'progress', job, ...progress }),
      },
    );
    return new Job(image, outcome);
  }
}

function imageOf({ image }: Submission): Promise<Result<RawImage>> {
  return read(image.bytes, (bytes) => {
    switch (image.kind) {
      case 'file':
        return decodeImage(bytes);
      case 'page':
        return decodePage(bytes, image.page);
      case 'pixels':
        return imageOfPixels(bytes, image.width, image.height, image.order);
    }
  });
}

/** What came in is overwritten, whatever became of it. */
async function read<T>(bytes: Uint8Array, by: (bytes: Uint8Array) => T | Promise<T>): Promise<Result<T>> {
  try {
    return ok(await by(bytes));
  } catch (error) {
    return fail(error instanceof RefusedImage ? codes[error.refusal] : 'Image_Damaged');
  } finally {
    bytes.fill(0);
  }
}
