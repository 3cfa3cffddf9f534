import { fail, ok, type Result } from '../../../../electron/failures/index.ts';
import type { Draft } from '../../../../electron/support/rules/draft.ts';
import { type Keeping, KeepSoon } from '../report/keep-soon.ts';

export interface ReplyKeeperOptions {
  /** What was kept before. */
  readonly draft: Draft | null;
  /** The draft of this ticket, the same each time. Never rejects. */
  readonly begin: () => Promise<Result<Draft>>;
  /** Never rejects. */
  readonly save: (draft: Draft, text: string) => Promise<Result<unknown>>;
  readonly tell: (keeping: Keeping) => void;
  /** Told the whole text, where what is typed came to words that were kept before. */
  readonly onJoined: (text: string) => void;
}

/** What could not be kept yet, by draft: a reply that is opened again goes on with it. */
const unkept = new Map<string, string>();

/** The text of a reply: its draft is begun with the first letter, so that the station may be locked at the second. */
export class ReplyKeeper {
  readonly #options: ReplyKeeperOptions;
  readonly #keep: KeepSoon<string>;
  #begun: Promise<Result<Draft>> | null;
  #id: string | null;
  #text: string;
  #hasLeft = false;
  /** Sent or erased here: what is read late may still tell of it. */
  readonly #over = new Set<string>();

  constructor(options: ReplyKeeperOptions) {
    const { draft, tell } = options;
    this.#options = options;
    this.#begun = draft && Promise.resolve(ok(draft));
    this.#id = draft?.id ?? null;
    this.#text = draft ? textOf(draft) : '';
    this.#keep = new KeepSoon<string>({ save: (text) => this.#save(text), tell });
  }

  get text(): string {
    return this.#text;
  }

  /** Goes on with a reply that was found since, where nothing is written here. Whether it does. */
  takeUp(draft: Draft): boolean {
    if (this.#begun !== null || this.#text !== '' || this.#over.has(draft.id)) return false;
    this.#begun = Promise.resolve(ok(draft));
    this.#id = draft.id;
    this.#text = textOf(draft);
    if (unkept.has(draft.id)) this.#keep.change(this.#text);
    return true;
  }

  type(text: string): void {
    this.#text = text;
    this.#keep.change(text);
    if (this.#id === null) void this.begun();
    else unkept.set(this.#id, text);
  }

  /** The draft; begun where nothing is kept yet. Fails as `begin`. */
  begun(): Promise<Result<Draft>> {
    // Whoever works here after the form was left may be somebody else.
    this.#begun ??= this.#hasLeft ? Promise.resolve(fail('Support_NotSignedIn')) : this.#begin();
    return this.#begun;
  }

  /** Keeps now what is typed. */
  flush(): Promise<Result<unknown>> {
    return this.#keep.flush();
  }

  /** The form is there, or taken away with its last words kept. */
  enter(): () => void {
    this.#hasLeft = false;
    // What is shown is what is sent.
    if (this.#id !== null && unkept.has(this.#id)) this.#keep.change(this.#text);
    return () => {
      if (this.#text !== '') void this.begun();
      this.#hasLeft = true;
      void this.flush();
    };
  }

  /** It was sent or erased: the next letter begins another one. */
  forget(): void {
    if (this.#id !== null) {
      unkept.delete(this.#id);
      this.#over.add(this.#id);
    }
    this.#keep.forget();
    this.#begun = null;
    this.#id = null;
    this.#text = '';
  }

  async #begin(): Promise<Result<Draft>> {
    const begun = await this.#options.begin();
    if (begun.ok) {
      this.#id = begun.value.id;
      const before = textOf(begun.value);
      if (before !== '' && before !== this.#text) {
        // Another one of this ticket, which was not in sight yet: it goes on, none of it is lost.
        this.#text = this.#text === '' ? before : `${before}\n\n${this.#text}`;
        this.#options.onJoined(this.#text);
        this.#keep.change(this.#text);
      }
      if (this.#text !== '') unkept.set(this.#id, this.#text);
    } else {
      this.#begun = null;
    }
    return begun;
  }

  async #save(text: string): Promise<Result<unknown>> {
    const begun = await this.begun();
    if (!begun.ok) return begun;
    const { id } = begun.value;
    // Written since, here or in a form that was opened later, which keeps it.
    if (unkept.get(id) !== text) return ok();
    const saved = await this.#options.save(begun.value, text);
    if (saved.ok && unkept.get(id) === text) unkept.delete(id);
    return saved;
  }
}

function textOf({ id, form }: Draft): string {
  return unkept.get(id) ?? (form.kind === 'reply' ? form.text : '');
}
