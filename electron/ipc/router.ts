import { isDeepStrictEqual } from 'node:util';
import { type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron';
import { fail, type Result } from '../failures/index.ts';
import { requests } from './contract.ts';
import { type Channel, type Reply, type Request, type Views, viewChannel, type WindowKind } from './door.ts';
import { wipe } from './wipe.ts';

type Answer<C extends string> = Result<Reply<C>> | Promise<Result<Reply<C>>>;

/** What main does for each channel of a kind of window. */
export type Handlers<K extends WindowKind> = {
  readonly [C in Channel<K>]: (request: Request<K, C>) => Answer<C>;
};

export interface RouterOptions {
  readonly handlers: { readonly [K in WindowKind]: Handlers<K> };
  /** Tells whether an address is the page of that kind of window. */
  readonly isPageOf: (kind: WindowKind, url: string) => boolean;
  /** Called when a request of that kind of window is done: its page is told what changed before it has the answer. */
  readonly beforeAnswer: (kind: WindowKind) => void;
  /** Told of each refusal and each bug, without the request's content. */
  readonly report: (message: string, error?: unknown) => void;
}

/** A window's page, as far as it is told. */
export type ToldPage = Pick<WebContents, 'isDestroyed' | 'send'>;

/** The same, as far as it is known for what it is. */
export interface AdmittedPage extends ToldPage {
  readonly id: number;
  once(event: 'destroyed', listener: () => void): unknown;
  on(event: 'did-finish-load', listener: () => void): unknown;
}

const windowKinds: readonly WindowKind[] = ['station', 'bar', 'dial', 'board', 'report', 'capture'];

/**
 * The only user of `ipcMain`: a request passes when it comes from the main frame of a known window showing its
 * own page, on a channel of that kind of window, with the shape that the contract states (DESIGN rule 2). Passed or
 * refused, its bytes are overwritten once it is answered.
 */
export class Router {
  readonly #pages = new Map<number, WindowKind>();
  readonly #told = new WeakMap<ToldPage, Views[WindowKind]>();
  readonly #options: RouterOptions;

  constructor(options: RouterOptions) {
    this.#options = options;
    const channels = new Set(windowKinds.flatMap((kind) => Object.keys(requests[kind])));
    for (const channel of channels) {
      ipcMain.handle(channel, (event, request: unknown) =>
        this.#answer(event, channel, request).finally(() => wipe(request)),
      );
    }
  }

  /** Makes a window known for what it is, until it is destroyed. */
  admit(kind: WindowKind, contents: AdmittedPage): void {
    const { id } = contents;
    this.#pages.set(id, kind);
    contents.once('destroyed', () => this.#pages.delete(id));
    // A page that was loaded again knows nothing of what was told before.
    contents.on('did-finish-load', () => this.#told.delete(contents));
  }

  /**
   * Sends a window its view, where it is another one than before: what one window shows changes all the time while
   * another's stays. A page that is loading or gone asks again by itself.
   */
  publish<K extends WindowKind>(page: ToldPage, view: Views[K]): void {
    if (page.isDestroyed() || isDeepStrictEqual(this.#told.get(page), view)) return;
    this.#told.set(page, view);
    page.send(viewChannel, view);
  }

  async #answer(event: IpcMainInvokeEvent, channel: string, request: unknown): Promise<Result<unknown>> {
    const kind = this.#sender(event);
    if (!kind) return this.#refuse(channel, 'unknown sender');
    const schemas: Readonly<Record<string, { safeParse(value: unknown): { success: boolean } }>> =
      requests[kind];
    const schema = Object.hasOwn(schemas, channel) ? schemas[channel] : undefined;
    if (!schema) return this.#refuse(channel, `not for a ${kind} window`);
    if (!schema.safeParse(request).success) return this.#refuse(channel, 'malformed request');
    try {
      const answer = await this.#dispatch(kind, channel, request);
      this.#options.beforeAnswer(kind);
      return answer;
    } catch (error) {
      this.#options.report(`request ${channel} failed`, error);
      return fail('Request_Failed');
    }
  }

  #sender(event: IpcMainInvokeEvent): WindowKind | null {
    const kind = this.#pages.get(event.sender.id);
    const frame = event.senderFrame;
    if (!kind || !frame || frame !== event.sender.mainFrame) return null;
    return this.#options.isPageOf(kind, frame.url) ? kind : null;
  }

  #dispatch(kind: WindowKind, channel: string, request: unknown): Answer<string> {
    const handlers: Readonly<Record<string, unknown>> = this.#options.handlers[kind];
    const handler = handlers[channel];
    if (typeof handler !== 'function') throw new Error(`no handler for ${channel}`);
    return handler(request);
  }

  #refuse(channel: string, reason: string): Result<never> {
    this.#options.report(`request ${channel} refused: ${reason}`);
    return fail('Request_Refused');
  }
}
