import { fail, ok, type Result } from '../failures/index.ts';
import type { AllowListSource, Redaction, RedactionJob, SubmittedImage } from '../redaction/index.ts';
import { type Observable, Subject } from '../shared/listeners.ts';
import type { AttachablePictures } from './attachable-pictures.ts';
import type { DeskState, Editing, ShownPicture, Source } from './desk-state.ts';
import type { PictureOrigin, PictureSummary, ScreenSource } from './ports.ts';
import { type EditAction, edit, noEdits } from './rules/edits.ts';

export interface ScreenshotDeskOptions {
  readonly redaction: Redaction;
  readonly screen: ScreenSource;
  readonly pictures: AttachablePictures;
  /** What may be shown. */
  readonly lists: () => readonly AllowListSource[];
  /** The bytes of a file, at most so many as the process takes. Fails with `Screenshot_FileUnreadable`, `Image_TooLarge`. */
  readonly readFile: (path: string) => Promise<Result<Uint8Array>>;
  /** Notes that somebody had something shown again, without what. */
  readonly noteReveal: () => void;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/** How long a picture is read; what is not read by then stays hidden. Milliseconds. */
export const READING_TIME = 5_500;

/** What main holds of the picture in hand, besides what is shown of it. */
interface InHand {
  readonly job: RedactionJob;
  readonly origin: PictureOrigin;
  readonly takenAt: number;
}

/**
 * One picture from its source to the attachable pictures. The original passes through to the redaction process and is
 * overwritten here at once; what a page is given was masked there.
 */
export class ScreenshotDesk {
  readonly #options: ScreenshotDeskOptions;
  readonly #now: () => number;
  readonly #state = new Subject<DeskState>({ kind: 'choosing', failure: null });
  /** Of the attempt under way; what comes from another one is over. */
  #ticket = 0;
  #version = 0;
  #shown: Uint8Array | null = null;
  #inHand: InHand | null = null;
  #document: string | null = null;

  constructor(options: ScreenshotDeskOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  get state(): Observable<DeskState> {
    return this.#state;
  }

  /** The masked picture of that version, a PNG; null where another one has taken its place. */
  shown(version: number): Uint8Array | null {
    return version === this.#version ? this.#shown : null;
  }

  /** Somebody is about to take a picture: what masks it is loaded meanwhile, or its deadline would pass with that. */
  prepare(): void {
    this.#options.redaction.warm();
  }

  /**
   * Takes a picture and masks it; resolves when it is there to be edited, or when a page of a document has to be chosen.
   * Fails with why there is none; `Screenshot_UnderWay` while another one is in hand, `Screenshot_TooMany`.
   */
  async take(source: Source): Promise<Result<undefined>> {
    if (this.#state.get().kind !== 'choosing') return fail('Screenshot_UnderWay');
    const room = this.#options.pictures.room();
    if (!room.ok) return this.#over(room);
    const ticket = this.#begin();
    this.#state.set({ kind: 'taking' });
    this.prepare();
    switch (source.kind) {
      case 'target': {
        const taken = await this.#options.screen.capture(source.id);
        if (!taken.ok) return this.#over(taken, ticket);
        return this.#mask({ kind: 'pixels', ...taken.value }, source.origin, ticket, source.wantsArea);
      }
      case 'clipboard': {
        const copied = await this.#options.screen.copied();
        if (!copied) return this.#over(fail('Screenshot_NothingCopied'), ticket);
        return this.#mask(copied, 'clipboard', ticket);
      }
      case 'file':
        return this.#takeFile(source.path, ticket);
    }
  }

  /** Masks that page of the document, from 1. */
  async choosePage(page: number): Promise<Result<undefined>> {
    const path = this.#document;
    if (this.#state.get().kind !== 'choosing-page' || path === null) return fail('Request_Refused');
    const ticket = this.#begin();
    this.#state.set({ kind: 'taking' });
    const bytes = await this.#options.readFile(path);
    if (!bytes.ok) return this.#over(bytes, ticket);
    return this.#mask({ kind: 'page', bytes: bytes.value, page }, 'pdf-page', ticket);
  }

  /** Changes what is hidden besides, and the part that is kept. */
  edit(action: EditAction): Result<undefined> {
    const now = this.#editing();
    if (!now || now.busy === 'attaching') return fail('Request_Refused');
    const wantsArea = now.wantsArea && action.type !== 'crop';
    this.#state.set({ ...now, wantsArea, edits: edit(now.edits, action, now.picture), failure: null });
    return ok();
  }

  /** Shows one finding again: a person's own act, noted without what stands there. */
  async reveal(id: string): Promise<Result<undefined>> {
    const { now, hand } = this.#ready();
    const finding = now?.findings.find((one) => one.id === id);
    if (!now || !hand || !finding || now.masked === 'fully-masked') return fail('Request_Refused');
    const ticket = this.#ticket;
    this.#state.set({ ...now, busy: 'revealing', failure: null });
    const picture = await hand.job.reveal(id);
    if (ticket !== this.#ticket) return ok();
    if (!picture.ok) return this.#over(picture, ticket);
    this.#options.noteReveal();
    const later = this.#editing() ?? now;
    const { suspicion, box } = finding;
    this.#state.set({
      ...later,
      busy: null,
      picture: this.#show(picture.value),
      findings: picture.value.findings,
      revealed: [...later.revealed, { id, suspicion, box, at: this.#now() }],
    });
    return ok();
  }

  /** A person has looked and confirms: the picture is attachable from now on, the original overwritten. */
  async attach(): Promise<Result<PictureSummary>> {
    const { now, hand } = this.#ready();
    if (!now || !hand) return fail('Request_Refused');
    const ticket = this.#ticket;
    this.#state.set({ ...now, busy: 'attaching', failure: null });
    const { boxes, area } = now.edits.present;
    const file = await hand.job.result(boxes, { area });
    if (ticket !== this.#ticket) return fail('Request_Refused');
    if (!file.ok) {
      this.#over(file, ticket);
      return file;
    }
    const { type, bytes, provenance } = file.value;
    const kept = this.#options.pictures.add({
      type,
      bytes,
      width: area?.width ?? now.picture.width,
      height: area?.height ?? now.picture.height,
      record: {
        ...provenance,
        origin: hand.origin,
        takenAt: hand.takenAt,
        confirmedAt: this.#now(),
        reveals: now.revealed.map(({ at, suspicion }) => ({ at, suspicion })),
        cropped: area !== null,
      },
    });
    if (kept.ok) await this.cancel();
    else this.#state.set({ ...now, busy: null, failure: kept.failure });
    return kept;
  }

  /** Gives the picture in hand up. Resolves when its original is overwritten. */
  async cancel(): Promise<void> {
    this.#begin();
    await this.#letGo();
    this.#state.set({ kind: 'choosing', failure: null });
  }

  async #takeFile(path: string, ticket: number): Promise<Result<undefined>> {
    const bytes = await this.#options.readFile(path);
    if (!bytes.ok) return this.#over(bytes, ticket);
    if (!isPdf(bytes.value)) return this.#mask({ kind: 'file', bytes: bytes.value }, 'image-file', ticket);
    const asked = this.#options.redaction.pages(bytes.value);
    bytes.value.fill(0);
    const pages = await asked;
    if (ticket !== this.#ticket) return ok();
    if (!pages.ok) return this.#over(pages, ticket);
    this.#document = path;
    this.#state.set({ kind: 'choosing-page', pages: pages.value });
    return pages.value === 1 ? this.choosePage(1) : ok();
  }

  async #mask(
    image: SubmittedImage,
    origin: PictureOrigin,
    ticket: number,
    wantsArea = false,
  ): Promise<Result<undefined>> {
    if (ticket !== this.#ticket) {
      image.bytes.fill(0);
      return ok();
    }
    const takenAt = this.#now();
    this.#state.set({ kind: 'masking', progress: null, deadlineAt: takenAt + READING_TIME, preview: null });
    const masking = this.#options.redaction.submit({
      image,
      lists: this.#options.lists(),
      onProgress: (progress) => this.#masking(ticket, () => ({ progress })),
      onPreview: (preview) => this.#masking(ticket, () => ({ preview: this.#show(preview) })),
    });
    // It was copied to the process, which alone has it from now on.
    image.bytes.fill(0);
    const job = await masking;
    if (ticket !== this.#ticket) {
      if (job.ok) await job.value.discard();
      return ok();
    }
    if (!job.ok) return this.#over(job, ticket);
    const { picture } = job.value;
    this.#inHand = { job: job.value, origin, takenAt };
    this.#state.set({
      kind: 'editing',
      picture: this.#show(picture),
      masked: picture.kind,
      shortfalls: picture.shortfalls,
      findings: picture.findings,
      revealed: [],
      edits: noEdits,
      wantsArea,
      busy: null,
      failure: null,
    });
    return ok();
  }

  #masking(ticket: number, change: () => Partial<Extract<DeskState, { kind: 'masking' }>>): void {
    const now = this.#state.get();
    if (ticket === this.#ticket && now.kind === 'masking') this.#state.set({ ...now, ...change() });
  }

  #show({ bytes, width, height }: { bytes: Uint8Array; width: number; height: number }): ShownPicture {
    this.#shown = bytes;
    this.#version += 1;
    return { version: this.#version, width, height };
  }

  #editing(): Editing | null {
    const now = this.#state.get();
    return now.kind === 'editing' ? now : null;
  }

  /** The picture in hand, unless something of it is under way. */
  #ready(): { readonly now: Editing | null; readonly hand: InHand | null } {
    const now = this.#editing();
    return { now: now?.busy === null ? now : null, hand: this.#inHand };
  }

  #begin(): number {
    this.#ticket += 1;
    return this.#ticket;
  }

  /** Nothing came of it, and nothing of it is left. */
  #over(failed: Extract<Result<never>, { ok: false }>, ticket = this.#ticket): Result<undefined> {
    if (ticket !== this.#ticket) return failed;
    this.#begin();
    void this.#letGo();
    this.#state.set({ kind: 'choosing', failure: failed.failure });
    return failed;
  }

  async #letGo(): Promise<void> {
    const hand = this.#inHand;
    this.#inHand = null;
    this.#document = null;
    this.#shown?.fill(0);
    this.#shown = null;
    this.#version += 1;
    await hand?.job.discard();
  }
}

function isPdf(bytes: Uint8Array): boolean {
  // Readers look for it within the first kilobyte.
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1_024)).includes('%PDF-');
}
