import { type Failure, type FailureCode, fail, ok, type Result } from '../../electron/failures/index.ts';
import { createAllowList } from '../../electron/redaction/rules/allow-list.ts';
import { type RawImage, wipeImage } from '../../electron/redaction/rules/image.ts';
import { applyMask } from '../../electron/redaction/rules/mask.ts';
import { redact } from '../../electron/redaction/rules/redact.ts';
import type { HostedService } from '../../electron/shared/supervised-host.ts';
import { decodeImage } from './decode-image.ts';
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

type Submission = Extract<RedactionRequest, { type: 'submit' }>;

const codes: Readonly<Record<Refusal, FailureCode>> = {
  'not-an-image': 'Image_NotRecognised',
  truncated: 'Image_Truncated',
  'too-large': 'Image_TooLarge',
  'too-many-pixels': 'Image_TooManyPixels',
  'decompression-bomb': 'Image_Bomb',
  animated: 'Image_Animated',
  cmyk: 'Image_Cmyk',
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

  async handle(raw: unknown): Promise<Result<MaskedPicture | RedactedFile | undefined>> {
    const request = requestSchema.parse(raw);
    if (request.type === 'submit') return this.#submit(request);
    const job = this.#jobs.get(request.job);
    if (!job) return fail('Redaction_Interrupted');
    switch (request.type) {
      case 'reveal':
        return job.reveal(request.finding) ? ok(job.picture()) : fail('Redaction_Interrupted');
      case 'result':
        return ok(job.result(request.boxes));
      case 'discard':
        job.end();
        this.#jobs.delete(request.job);
        return ok();
    }
  }

  async #submit(submission: Submission): Promise<Result<MaskedPicture>> {
    const end = performance.now() + submission.deadline;
    const decoded = imageOf(submission);
    if (!decoded.ok) return decoded;
    const image = decoded.value;
    try {
      const job = await this.#jobFor(submission, image, end);
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

  async #jobFor({ job, lists }: Submission, image: RawImage, end: number): Promise<Job> {
    const models = await this.#models();
    const outcome = await redact(
      image,
      {
        ...models,
        allowList: createAllowList(lists),
        budget: { left: () => end - performance.now() },
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

/** What came in is overwritten, whatever became of it. */
function imageOf({ image }: Submission): { ok: true; value: RawImage } | { ok: false; failure: Failure } {
  try {
    return ok(
      image.kind === 'file'
        ? decodeImage(image.bytes)
        : imageOfPixels(image.bytes, image.width, image.height, image.order),
    );
  } catch (error) {
    return fail(error instanceof RefusedImage ? codes[error.refusal] : 'Image_Damaged');
  } finally {
    image.bytes.fill(0);
  }
}
