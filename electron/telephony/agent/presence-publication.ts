import { fail, ok, type Result } from '../../failures/index.ts';
import type { SipLink, SipResponse } from '../sip/sip-link.ts';
import type { AgentState } from './ports.ts';
import { presenceDocument } from './presence-document.ts';

export interface PresencePublicationOptions {
  readonly link: SipLink;
  readonly addressOfRecord: string;
  /** Told what a publication came to that nobody waits for: a refresh, or one after the link was lost. */
  readonly onOutcome: (outcome: Result<undefined>) => void;
}

/** Seconds for which a state lasts unless it is refreshed. */
const EXPIRES = 600;
const REFRESH_AT = 0.8;
const RETRY_MS = 10_000;
/** Milliseconds to wait for a link that is being made. */
const LINK_DEADLINE = 5_000;
/** The exchange does not know PUBLISH, or not the event `presence`. */
const notOffered = new Set([404, 405, 489, 501]);

/** Publishes an agent's state as presence (RFC 3903): refreshed, published anew after each loss of the link, removed at the end. */
export class PresencePublication {
  readonly #options: PresencePublicationOptions;
  readonly #unwatch: () => void;
  #state: AgentState | null = null;
  /** Names the publication at the exchange: the next one replaces it. */
  #entityTag: string | null = null;
  #refreshing: ReturnType<typeof setTimeout> | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #stopped = false;

  constructor(options: PresencePublicationOptions) {
    this.#options = options;
    this.#unwatch = options.link.state.subscribe(({ kind }) => {
      clearTimeout(this.#refreshing);
      if (kind === 'up' && this.#state !== null) this.#again();
    });
  }

  /**
   * Publishes `state` in the place of the last one; one at a time. When it fails (`Agent_NotOffered`, `Agent_Refused`,
   * `Phone_LinkDown`) the last one stays.
   */
  publish(state: AgentState): Promise<Result<undefined>> {
    return this.#inTurn(async () => {
      if (!(await this.#linkUp())) return fail('Phone_LinkDown');
      const outcome = await this.#send(state);
      if (outcome.ok) this.#state = state;
      return outcome;
    });
  }

  /** Removes what is published, as far as the link allows. */
  withdraw(): Promise<Result<undefined>> {
    return this.#inTurn(async () => {
      const tag = this.#entityTag;
      this.#state = null;
      this.#entityTag = null;
      clearTimeout(this.#refreshing);
      if (tag === null || this.#options.link.state.get().kind !== 'up') return ok();
      return outcomeOf(await this.#request({ expires: 0, tag, state: null }));
    });
  }

  /** The same, for good. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#unwatch();
    await this.withdraw();
  }

  #again(): void {
    void this.#inTurn(async () => {
      if (this.#state === null || this.#stopped) return ok();
      const outcome = await this.#send(this.#state);
      if (!this.#stopped) this.#options.onOutcome(outcome);
      return outcome;
    });
  }

  async #send(state: AgentState): Promise<Result<undefined>> {
    const first = await this.#request({ expires: EXPIRES, tag: this.#entityTag, state });
    // RFC 3903 §4.5: what was published is no longer there.
    const response = first.code === 412 ? await this.#request({ expires: EXPIRES, tag: null, state }) : first;
    const outcome = outcomeOf(response);
    if (outcome.ok) this.#entityTag = response.headers('SIP-ETag')[0] ?? null;
    this.#refreshLater(response);
    return outcome;
  }

  #refreshLater(response: SipResponse): void {
    clearTimeout(this.#refreshing);
    if (this.#stopped || notOffered.has(response.code)) return;
    const granted = Number(response.headers('Expires')[0] ?? EXPIRES) || EXPIRES;
    const pause = response.code < 300 ? Math.max(5, granted * REFRESH_AT) * 1_000 : RETRY_MS;
    this.#refreshing = setTimeout(() => this.#again(), pause);
  }

  #request(publication: {
    expires: number;
    tag: string | null;
    state: AgentState | null;
  }): Promise<SipResponse> {
    const { link, addressOfRecord } = this.#options;
    const { expires, tag, state } = publication;
    return link.request({
      method: 'PUBLISH',
      uri: addressOfRecord,
      headers: [
        'Event: presence',
        `Expires: ${expires}`,
        ...(tag === null ? [] : [`SIP-If-Match: ${tag.replace(/[^\w.!%*+`'~-]/g, '')}`]),
      ],
      ...(state !== null && {
        body: { contentType: 'application/pidf+xml', content: presenceDocument(addressOfRecord, state) },
      }),
    });
  }

  async #linkUp(): Promise<boolean> {
    const { state } = this.#options.link;
    if (state.get().kind === 'up') return true;
    return new Promise((resolve) => {
      const settle = (up: boolean): void => {
        clearTimeout(timer);
        unwatch();
        resolve(up);
      };
      const timer = setTimeout(() => settle(false), LINK_DEADLINE);
      const unwatch = state.subscribe(({ kind }) => {
        if (kind !== 'connecting') settle(kind === 'up');
      });
    });
  }

  #inTurn(act: () => Promise<Result<undefined>>): Promise<Result<undefined>> {
    const done = this.#turn.then(act);
    this.#turn = done;
    return done;
  }
}

function outcomeOf({ code }: SipResponse): Result<undefined> {
  if (code >= 200 && code < 300) return ok();
  if (code === 408 || code === 503) return fail('Phone_LinkDown');
  return notOffered.has(code) ? fail('Agent_NotOffered') : fail('Agent_Refused', { code });
}
