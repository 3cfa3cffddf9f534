import { describe, expect, it, vi } from 'vitest';
import { fail, ok, type Result } from '../../../electron/failures/index.ts';
import type {
  MaskedPicture,
  RedactedFile,
  Redaction,
  RedactionJob,
  Submission,
} from '../../../electron/redaction/index.ts';
import {
  AttachablePictures,
  type DeskState,
  type RawPicture,
  ScreenshotDesk,
  type Source,
} from '../../../electron/screenshots/index.ts';

/** From a capture to an attachable picture, with a redaction that answers when it is told to. */

const finding = { id: 'f1', suspicion: 'date', box: { x: 1, y: 1, width: 3, height: 2 } };
const masked: MaskedPicture = {
  kind: 'masked',
  width: 40,
  height: 30,
  bytes: new Uint8Array([7]),
  findings: [finding],
  shortfalls: [],
  counts: { segments: 1, read: 1, released: 0, retracted: 0 },
};
const file: RedactedFile = {
  type: 'image/png',
  bytes: new Uint8Array([1, 2]),
  provenance: { engine: 'test', kind: 'masked', hidden: 1, released: 0, reveals: 0, drawn: 1 },
};
const window: Source = { kind: 'target', id: 'window:1:0', origin: 'window', wantsArea: false };

function desk(over: { capture?: () => Promise<Result<RawPicture>>; pages?: number } = {}) {
  const submissions: Submission[] = [];
  const seen: number[][] = [];
  let answer: (job: Result<RedactionJob>) => void = () => undefined;
  const job = {
    picture: masked,
    reveal: vi.fn(async () => ok({ ...masked, findings: [] })),
    result: vi.fn(async (): Promise<Result<RedactedFile>> => ok(file)),
    discard: vi.fn(async () => undefined),
  };
  const redaction: Redaction = {
    warm: () => undefined,
    submit: (submission) => {
      submissions.push(submission);
      // What the process is sent: a copy, made at once.
      seen.push([...submission.image.bytes]);
      return new Promise((resolve) => {
        answer = resolve;
      });
    },
    pages: async () => ok(over.pages ?? 3),
    close: () => undefined,
  };
  const pixels = new Uint8Array([1, 2, 3, 4]);
  const pictures = new AttachablePictures();
  const noteReveal = vi.fn();
  const under = new ScreenshotDesk({
    redaction,
    screen: {
      targets: async () => [],
      capture: over.capture ?? (async () => ok({ order: 'bgra', width: 1, height: 1, bytes: pixels })),
      displayAtPointer: () => 'display:1',
      copied: async () => null,
    },
    pictures,
    lists: () => [],
    readFile: async (path) =>
      path.endsWith('.pdf')
        ? ok(Uint8Array.from(Buffer.from('%PDF-1.7')))
        : fail('Screenshot_FileUnreadable'),
    noteReveal,
    now: () => 1_000,
  });
  const kind = () => under.state.get().kind;
  const editing = async () => {
    const taking = under.take(window);
    await vi.waitFor(() => expect(submissions).toHaveLength(1));
    answer(ok(job));
    expect(await taking).toEqual(ok());
  };
  return {
    under,
    job,
    pixels,
    pictures,
    noteReveal,
    submissions,
    seen,
    kind,
    editing,
    answer: (job: Result<RedactionJob>) => answer(job),
  };
}

const stateOf = <K extends DeskState['kind']>(state: DeskState, kind: K) => {
  if (state.kind !== kind) throw new Error(`it is ${state.kind}`);
  return state as Extract<DeskState, { kind: K }>;
};

describe('an original', () => {
  it('is overwritten in main as soon as the redaction process has it', async () => {
    const { under, pixels, seen, submissions } = desk();
    void under.take(window);
    await vi.waitFor(() => expect(submissions).toHaveLength(1));
    expect(seen).toEqual([[1, 2, 3, 4]]);
    expect([...pixels]).toEqual([0, 0, 0, 0]);
  });

  it('is overwritten and not sent where the person gave up while it was captured', async () => {
    let captured: (taken: Result<RawPicture>) => void = () => undefined;
    const { under, submissions } = desk({
      capture: () =>
        new Promise((resolve) => {
          captured = resolve;
        }),
    });
    const taking = under.take(window);
    await under.cancel();
    const bytes = new Uint8Array([5, 5]);
    captured(ok({ order: 'bgra', width: 1, height: 1, bytes }));
    expect(await taking).toEqual(ok());
    expect([...bytes]).toEqual([0, 0]);
    expect(submissions).toEqual([]);
  });

  it('is discarded where the person gave up while it was masked', async () => {
    const { under, job, submissions, answer, kind } = desk();
    const taking = under.take(window);
    await vi.waitFor(() => expect(submissions).toHaveLength(1));
    await under.cancel();
    answer(ok(job));
    await taking;
    expect(job.discard).toHaveBeenCalledOnce();
    expect(kind()).toBe('choosing');
  });
});

describe('a picture', () => {
  it('shows its first version while it is read, and the last one alone', async () => {
    const { under, submissions, job, answer } = desk();
    const taking = under.take(window);
    await vi.waitFor(() => expect(submissions).toHaveLength(1));
    submissions[0]?.onProgress?.({ step: 'reading', done: 1, total: 4 });
    submissions[0]?.onPreview?.({ width: 40, height: 30, bytes: new Uint8Array([6]) });
    const { progress, preview } = stateOf(under.state.get(), 'masking');
    expect(progress).toEqual({ step: 'reading', done: 1, total: 4 });
    expect(under.shown(preview?.version ?? 0)).toEqual(new Uint8Array([6]));
    answer(ok(job));
    await taking;
    expect(under.shown(preview?.version ?? 0)).toBeNull();
    expect(under.shown(stateOf(under.state.get(), 'editing').picture.version)).toEqual(new Uint8Array([7]));
  });

  it('is one at a time', async () => {
    const { under, editing } = desk();
    await editing();
    expect(await under.take(window)).toEqual(fail('Screenshot_UnderWay'));
  });

  it('is attachable once it is confirmed, with what was done to it; its original is discarded', async () => {
    const { under, job, pictures, editing, kind, noteReveal } = desk();
    await editing();
    under.edit({ type: 'draw', box: { x: 1.2, y: 1.2, width: 2, height: 2 } });
    under.edit({ type: 'crop', box: { x: 0, y: 0, width: 20, height: 18 } });
    expect(await under.reveal('f1')).toEqual(ok());
    expect(noteReveal).toHaveBeenCalledOnce();
    expect((await under.attach()).ok).toBe(true);
    expect(job.result).toHaveBeenCalledWith([expect.objectContaining({ x: 1, y: 1, width: 3, height: 3 })], {
      area: { x: 0, y: 0, width: 20, height: 18 },
    });
    expect(pictures.state.get()).toMatchObject([
      {
        width: 20,
        height: 18,
        record: { origin: 'window', cropped: true, reveals: [{ at: 1_000, suspicion: 'date' }] },
      },
    ]);
    expect(job.discard).toHaveBeenCalledOnce();
    expect(kind()).toBe('choosing');
  });

  it('that is too heavy stays to be cropped', async () => {
    const { under, job, editing, kind } = desk();
    await editing();
    job.result.mockResolvedValue(ok({ ...file, bytes: new Uint8Array(11 * 1024 * 1024) }));
    expect(await under.attach()).toEqual(fail('Screenshot_TooHeavy', { most: 10 }));
    expect(kind()).toBe('editing');
    expect(job.discard).not.toHaveBeenCalled();
  });

  it('whose process ended is gone, and says so', async () => {
    const { under, job, editing } = desk();
    await editing();
    job.result.mockResolvedValue(fail('Redaction_Interrupted'));
    await under.attach();
    expect(under.state.get()).toEqual({
      kind: 'choosing',
      failure: fail('Redaction_Interrupted').failure,
    });
  });

  it('that nobody can show shows nothing: another id, a picture that is masked whole', async () => {
    const { under, job, submissions, answer } = desk();
    const taking = under.take(window);
    await vi.waitFor(() => expect(submissions).toHaveLength(1));
    answer(ok({ ...job, picture: { ...masked, kind: 'fully-masked' } }));
    await taking;
    expect(await under.reveal('f1')).toEqual(fail('Request_Refused'));
    expect(await under.reveal('other')).toEqual(fail('Request_Refused'));
    expect(job.reveal).not.toHaveBeenCalled();
  });
});

describe('a source', () => {
  it('that fails says why, and another one may be taken', async () => {
    const { under } = desk({ capture: async () => fail('Screenshot_WindowGone') });
    expect(await under.take(window)).toEqual(fail('Screenshot_WindowGone'));
    expect(await under.take({ kind: 'clipboard' })).toEqual(fail('Screenshot_NothingCopied'));
    expect(await under.take({ kind: 'file', path: '/gone.png' })).toEqual(fail('Screenshot_FileUnreadable'));
    expect(stateOf(under.state.get(), 'choosing').failure?.code).toBe('Screenshot_FileUnreadable');
  });

  it('that is a document asks for a page, unless it has one alone', async () => {
    const several = desk();
    expect(await several.under.take({ kind: 'file', path: 'a.pdf' })).toEqual(ok());
    expect(several.under.state.get()).toEqual({ kind: 'choosing-page', pages: 3 });
    void several.under.choosePage(2);
    await vi.waitFor(() => expect(several.submissions[0]?.image).toMatchObject({ kind: 'page', page: 2 }));
    const single = desk({ pages: 1 });
    void single.under.take({ kind: 'file', path: 'a.pdf' });
    await vi.waitFor(() => expect(single.submissions[0]?.image).toMatchObject({ kind: 'page', page: 1 }));
  });

  it('is not taken where no more can be kept', async () => {
    const { under, pictures, submissions } = desk();
    const record = {
      ...file.provenance,
      reveals: [],
      origin: 'window',
      takenAt: 1,
      confirmedAt: 1,
      cropped: false,
    } as const;
    for (const _ of [1, 2, 3])
      pictures.add({ type: 'image/png', bytes: new Uint8Array(1), width: 1, height: 1, record });
    expect(await under.take(window)).toEqual(fail('Screenshot_TooMany', { most: 3 }));
    expect(submissions).toEqual([]);
  });
});
