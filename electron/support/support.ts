import { randomUUID } from 'node:crypto';
import { fail, ok, type Result } from '../failures/index.ts';
import type { Records } from '../records/index.ts';
import { type Observable, Subject, type Unsubscribe } from '../shared/listeners.ts';
import { type Author, isRewritable, letterOfDraft, letterOfMessage, reportOfContent } from './compose.ts';
import type { DeskMessage, SupportDesk } from './desk.ts';
import type { Outbox, OutboxState } from './outbox/outbox.ts';
import { keepPieces } from './pieces.ts';
import { type Attachment, MOST_ATTACHMENTS } from './rules/attachment.ts';
import { type Draft, type DraftForm, isUntouched } from './rules/draft.ts';
import { isAtRest, type Letter } from './rules/letter.ts';
import { problemsIn } from './rules/problems.ts';
import { blankReport, type Report } from './rules/report.ts';
import type { SupportProcess } from './support-process.ts';

const DAY_MS = 86_400_000;
/** Letters of a page. */
const PAGE = 50;
/** Pauses before a letter is kept again, by when the process of the records is there again; ms. */
const POST_AGAIN = [500, 3_000];

export interface SupportOptions {
  readonly records: Pick<Records, 'call'>;
  readonly outbox: Outbox;
  readonly process: SupportProcess;
  /** Who works here; null while nobody does. */
  readonly author: Observable<Author | null>;
  /** What the station knows of a report that begins now. */
  readonly prefill: () => Partial<Report>;
  /** Days that are kept: what is at the desk, and drafts that nobody touched. */
  readonly days: { readonly sent: number; readonly drafts: number };
  readonly clock?: () => number;
}

/** What one person has on its way, and what other people of this workstation have. */
export interface SupportState extends Omit<OutboxState, 'letters'> {
  readonly letters: OutboxState['letters'];
  readonly ofOthers: number;
}

export interface LetterPage {
  readonly letters: readonly Letter[];
  readonly next: number | null;
}

/** What people of this workstation write to the support, from the first letter typed until the desk has it. */
export class Support implements SupportDesk {
  readonly #options: SupportOptions;
  readonly #clock: () => number;
  readonly #state: Subject<SupportState>;
  readonly #watches: readonly Unsubscribe[];
  readonly #daily: NodeJS.Timeout;
  /** A draft and its attachments change one after the other. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: SupportOptions) {
    this.#options = options;
    this.#clock = options.clock ?? Date.now;
    this.#state = new Subject(this.#snapshot());
    const renew = () => this.#state.set(this.#snapshot());
    this.#watches = [options.outbox.state.subscribe(renew), options.author.subscribe(renew)];
    this.#daily = setInterval(() => void this.purge(), DAY_MS).unref();
  }

  get state(): Observable<SupportState> {
    return this.#state;
  }

  /** The drafts of who works here, the newest first. */
  drafts(): Promise<Result<readonly Draft[]>> {
    return this.#inTurn(() => this.#drafts());
  }

  /** A report that is begun: it is kept from now on. One into which nobody has written anything is begun anew. */
  begin(): Promise<Result<Draft>> {
    return this.#authored((author) =>
      this.#inTurn(async () => {
        const drafts = await this.#drafts();
        if (!drafts.ok) return drafts;
        const blank = drafts.value.find(isUntouched);
        const report = { ...blankReport, ...this.#options.prefill() };
        const email = await this.#address(author);
        const form = { kind: 'incident', report: { ...report, email }, untouched: true } as const;
        return this.#keepNew(form, blank?.id);
      }),
    );
  }

  /** The reply to a thread that is being written; there is one at most. */
  beginReply(thread: string, subject: string): Promise<Result<Draft>> {
    return this.#beginOnce(
      { kind: 'reply', thread, subject, text: '' },
      (form) => form.kind === 'reply' && form.thread === thread,
    );
  }

  /** The request of that service that is being filled in; there is one at most. */
  beginRequest(service: string): Promise<Result<Draft>> {
    return this.#beginOnce(
      { kind: 'request', service, fields: {} },
      (form) => form.kind === 'request' && form.service === service,
    );
  }

  /** At every change of the form. `Support_DraftUnknown`, `Records_…`. */
  save(id: string, form: DraftForm): Promise<Result<Draft>> {
    return this.#changed(id, (draft) => ok({ ...draft, form }));
  }

  remove(id: string): Promise<Result<undefined>> {
    return this.#inTurn(async () => {
      const draft = await this.#draft(id);
      return draft.ok ? this.#options.records.call('support.remove-draft', { id }) : draft;
    });
  }

  /** Attaches a file of the disk, or bytes at hand, after a look at its content. `Support_Attachment…`. */
  attach(
    id: string,
    file: { readonly path: string } | { readonly name: string; readonly bytes: Uint8Array },
  ): Promise<Result<Draft>> {
    return this.#changed(id, async (draft) => {
      if (draft.attachments.length >= MOST_ATTACHMENTS) return fail('Support_AttachmentTooMany');
      const { process } = this.#options;
      const examined = await ('path' in file
        ? process.read(file.path)
        : process.check(file.name, file.bytes));
      if (!examined.ok) return examined;
      const attachment = examined.value;
      const kept = await keepPieces(
        this.#options.records,
        (index) => process.piece(attachment.id, index),
        attachment,
        { holder: id, attachment: attachment.id },
      );
      process.drop(attachment.id);
      if (kept.ok) return ok({ ...draft, attachments: [...draft.attachments, attachment] });
      await this.#options.records.call('support.remove-attachment', { attachment });
      return kept;
    });
  }

  detach(id: string, attachment: string): Promise<Result<Draft>> {
    return this.#changed(id, async (draft) => {
      const one = draft.attachments.find((other) => other.id === attachment);
      if (!one) return ok(draft);
      const removed = await this.#options.records.call('support.remove-attachment', { attachment: one });
      if (!removed.ok) return removed;
      return ok({ ...draft, attachments: draft.attachments.filter((other) => other !== one) });
    });
  }

  /** Makes a letter of a draft, which is on its way once it is kept. `Support_DraftUnknown`, `Support_Incomplete`. */
  send(id: string): Promise<Result<undefined>> {
    return this.#authored((author) =>
      this.#inTurn(async () => {
        const draft = await this.#draft(id);
        if (!draft.ok) return this.#postAgain(id, draft);
        const now = this.#clock();
        const { form } = draft.value;
        const isIncomplete =
          form.kind === 'incident'
            ? problemsIn(form.report, now).length > 0
            : form.kind === 'reply' && form.text.trim() === '';
        const letter = isIncomplete
          ? null
          : letterOfDraft(draft.value, await this.#reachable(author, form), now);
        if (!letter) return fail('Support_Incomplete');
        return this.#post(letter);
      }),
    );
  }

  /** Sends what another form produced; `draft` is what was written in it, which is then sent. Fails as `send`. */
  submit(message: DeskMessage, draft?: string): Promise<Result<{ readonly thread: string }>> {
    return this.#authored((author) =>
      this.#inTurn(async () => {
        const id = draft ?? randomUUID();
        const written = draft === undefined ? null : await this.#draft(id);
        if (written && !written.ok) {
          const again = await this.#postAgain(id, written);
          return again.ok ? ok({ thread: id }) : again;
        }
        // A report or a reply is sent as what it is.
        if (written && written.value.form.kind !== 'request') return fail('Support_DraftUnknown');
        const email = await this.#address(author);
        const letter = letterOfMessage(message, { ...author, email }, { id, createdAt: this.#clock() });
        const posted = await this.#post(letter);
        return posted.ok ? ok({ thread: letter.thread }) : posted;
      }),
    );
  }

  /** Adds to a thread, after what is on its way there. */
  note(thread: string, text: string): Promise<Result<undefined>> {
    return this.#authored(async (author) => {
      const letters = await this.thread(thread);
      if (!letters.ok) return letters;
      const subject = letters.value[0]?.content.subject ?? thread;
      const form = { kind: 'reply' as const, thread, subject, text };
      const now = this.#clock();
      const draft = { id: randomUUID(), owner: author.subject, form, attachments: [], updatedAt: now };
      const letter = letterOfDraft(draft, await this.#reachable(author, form), now);
      return letter ? this.#inTurn(() => this.#post(letter)) : fail('Support_Incomplete');
    });
  }

  /** What a person decides of a letter that waits for them. `Support_LetterUnknown`, `Support_NotNow`. */
  decide(id: string, type: 'retry' | 'waive' | 'withdraw'): Promise<Result<undefined>> {
    const event = type === 'withdraw' ? { type, at: this.#clock() } : { type };
    return this.#ofAuthor(id, () => this.#options.outbox.decide(id, event));
  }

  /**
   * Makes a draft again of a report that the desk refused, with its files, and sends the letter no more: the draft has a
   * number of its own. `Support_LetterUnknown`, `Support_NotNow`.
   */
  async rewrite(id: string): Promise<Result<Draft>> {
    const own = this.#state.get().letters.find(({ letter }) => letter.id === id)?.letter;
    if (!own) return fail('Support_LetterUnknown');
    if (!isRewritable(own)) return fail('Support_NotNow');
    const report = reportOfContent(own.content, blankReport);
    const begun = await this.#keepNew({ kind: 'incident', report });
    if (!begun.ok) return begun;
    const draft = await this.#withFilesOf(begun.value.id, own);
    const withdrawn = draft.ok ? await this.decide(id, 'withdraw') : draft;
    if (withdrawn.ok) return draft;
    // One of the two is left, or the desk would have both.
    await this.remove(begun.value.id);
    return withdrawn;
  }

  #withFilesOf(id: string, letter: Letter): Promise<Result<Draft>> {
    const { records } = this.#options;
    return this.#changed(id, async (draft) => {
      const attachments: Attachment[] = [];
      for (const attachment of letter.attachments) {
        const copy = { ...attachment, id: randomUUID() };
        const copied = await keepPieces(
          records,
          (index) => records.call('support.read-piece', { attachment: attachment.id, index }),
          attachment,
          { holder: id, attachment: copy.id },
        );
        if (!copied.ok) return copied;
        attachments.push(copy);
      }
      return ok({ ...draft, attachments });
    });
  }

  /** Writes a letter as a file that is handed over by hand; it is then no longer sent. */
  handOver(id: string, path: string): Promise<Result<undefined>> {
    return this.#ofAuthor(id, async (letter) => {
      const { outbox, process, records } = this.#options;
      const step = { kind: 'create' as const };
      const errand = { letter, step, ticket: null, inDoubt: false, isRetry: false };
      const written = await process.write(path, errand, (attachment, index) =>
        records.call('support.read-piece', { attachment, index }),
      );
      return written.ok ? outbox.decide(id, { type: 'hand-over', at: this.#clock() }) : written;
    });
  }

  hurry(): void {
    this.#options.outbox.hurry();
  }

  /** What who works here has sent from this workstation, the newest first; `before` is where the last page ended. */
  letters(before: number | null): Promise<Result<LetterPage>> {
    return this.#authored(({ subject }) =>
      this.#options.records.call('support.letters', { owner: subject, before, size: PAGE }),
    );
  }

  thread(thread: string): Promise<Result<readonly Letter[]>> {
    return this.#authored(({ subject }) =>
      this.#options.records.call('support.thread', { owner: subject, thread }),
    );
  }

  /** What is older than the site keeps goes; nothing that is not at the desk. */
  purge(): Promise<Result<undefined>> {
    const { sent, drafts } = this.#options.days;
    const now = this.#clock();
    return this.#options.records.call('support.purge', {
      endedBefore: now - sent * DAY_MS,
      draftsBefore: now - drafts * DAY_MS,
    });
  }

  close(): void {
    clearInterval(this.#daily);
    for (const stop of this.#watches) stop();
    this.#options.outbox.close();
    this.#options.process.close();
  }

  #snapshot(): SupportState {
    const { letters, elsewhere, failure } = this.#options.outbox.state.get();
    const owner = this.#options.author.get()?.subject ?? null;
    const own = letters.filter(({ letter }) => letter.owner === owner);
    const isWaiting = ({ letter }: (typeof letters)[number]) => letter.progress.stage === 'waiting';
    const ofOthers = letters.filter((one) => one.letter.owner !== owner && isWaiting(one)).length;
    return { letters: own, ofOthers, elsewhere, failure };
  }

  #authored<T>(act: (author: Author) => Promise<Result<T>>): Promise<Result<T>> {
    const author = this.#options.author.get();
    return author ? act(author) : Promise.resolve(fail('Support_NotSignedIn'));
  }

  #ofAuthor(id: string, act: (letter: Letter) => Promise<Result<undefined>>): Promise<Result<undefined>> {
    const own = this.#state.get().letters.find(({ letter }) => letter.id === id);
    return own ? act(own.letter) : Promise.resolve(fail('Support_LetterUnknown'));
  }

  /** From here on it is kept, and on its way. */
  async #post(letter: Letter): Promise<Result<undefined>> {
    const { records, outbox } = this.#options;
    let posted = await records.call('support.post', letter);
    // It may be kept where no answer came; keeping it again changes nothing.
    for (const pause of POST_AGAIN) {
      if (posted.ok || posted.failure.code !== 'Records_NotAnswering') break;
      await new Promise((resolve) => setTimeout(resolve, pause));
      posted = await records.call('support.post', letter);
    }
    if (!posted.ok) return posted;
    outbox.add(posted.value);
    return ok();
  }

  /** A draft that was kept as a letter, though no answer said so, is on its way once it is asked for again; else `unknown`. */
  async #postAgain(id: string, unknown: Result<never>): Promise<Result<undefined>> {
    if (this.#options.outbox.state.get().letters.some(({ letter }) => letter.id === id)) return unknown;
    const letters = await this.thread(id);
    const kept = letters.ok ? letters.value.find((letter) => letter.id === id) : undefined;
    return kept && !isAtRest(kept.progress) ? this.#post(kept) : unknown;
  }

  /** Who replies is answered where the report said. */
  async #reachable(author: Author, form: DraftForm): Promise<Author> {
    if (form.kind !== 'reply') return author;
    const thread = await this.thread(form.thread);
    const email = thread.ok ? thread.value[0]?.content.from.email : undefined;
    return email ? { ...author, email } : author;
  }

  /** Where the desk answers them: as the portal has it, or else as they last said on this workstation. */
  async #address({ subject }: Author): Promise<string> {
    const { email } = this.#options.prefill();
    if (email) return email;
    const sent = await this.#options.records.call('support.letters', {
      owner: subject,
      before: null,
      size: PAGE,
    });
    const letters = sent.ok ? sent.value.letters : [];
    return letters.find(({ content }) => content.from.email !== '')?.content.from.email ?? '';
  }

  #keepNew(form: DraftForm, id: string = randomUUID()): Promise<Result<Draft>> {
    return this.#authored(async ({ subject }) => {
      const draft: Draft = {
        id,
        owner: subject,
        form,
        attachments: [],
        updatedAt: this.#clock(),
      };
      const saved = await this.#options.records.call('support.save-draft', draft);
      return saved.ok ? ok(draft) : saved;
    });
  }

  #beginOnce(form: DraftForm, isBegun: (form: DraftForm) => boolean): Promise<Result<Draft>> {
    return this.#inTurn(async () => {
      const drafts = await this.#drafts();
      if (!drafts.ok) return drafts;
      const begun = drafts.value.find((draft) => isBegun(draft.form));
      return begun ? ok(begun) : this.#keepNew(form);
    });
  }

  #drafts(): Promise<Result<readonly Draft[]>> {
    return this.#authored(({ subject }) => this.#options.records.call('support.drafts', { owner: subject }));
  }

  async #draft(id: string): Promise<Result<Draft>> {
    const drafts = await this.#drafts();
    if (!drafts.ok) return drafts;
    const draft = drafts.value.find((one) => one.id === id);
    return draft ? ok(draft) : fail('Support_DraftUnknown');
  }

  #changed(
    id: string,
    change: (draft: Draft) => Promise<Result<Draft>> | Result<Draft>,
  ): Promise<Result<Draft>> {
    return this.#inTurn(async () => {
      const draft = await this.#draft(id);
      const changed = draft.ok ? await change(draft.value) : draft;
      if (!changed.ok) return changed;
      const renewed = { ...changed.value, updatedAt: this.#clock() };
      const saved = await this.#options.records.call('support.save-draft', renewed);
      return saved.ok ? ok(renewed) : saved;
    });
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(act);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}
