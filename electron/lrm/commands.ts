import { type Failure, fail, ok, type Result } from '../failures/index.ts';
import type { Call, PhoneState } from '../telephony/index.ts';
import { lrmCall } from './call-events.ts';
import { type Correlations, currentCall } from './correlations.ts';
import type { LrmCommand } from './gateway/protocol.ts';

export interface CommandsOptions {
  readonly phone: () => PhoneState;
  /** Why nobody may call here now, or null. */
  readonly refusal: () => Failure | null;
  readonly session: () => { readonly signedIn: boolean; readonly locked: boolean };
  readonly dial: (number: string) => Promise<Result<undefined>>;
  readonly correlations: Correlations;
  /** Told of each new correlation. */
  readonly onCorrelated: (call: Call, fileId: string) => void;
}

/** What the LRM asks, carried out: the same rules as for whoever works at the bar. */
export class LrmCommands {
  readonly #options: CommandsOptions;

  constructor(options: CommandsOptions) {
    this.#options = options;
  }

  async carryOut(command: LrmCommand): Promise<Result<unknown>> {
    switch (command.name) {
      case 'status':
        return ok(this.#status());
      case 'calls':
        return this.#options.session().signedIn ? ok({ calls: this.#calls() }) : ok({ calls: [] });
      case 'dial':
        return this.#dial(command.number, command.fileId);
      case 'correlate':
        return this.#correlate(command.fileId, command.callId);
    }
  }

  #status(): object {
    const { number, link, registered } = this.#options.phone();
    return {
      ...this.#options.session(),
      phone: number === null ? null : { number, link: link.kind, registered },
    };
  }

  #calls(): readonly object[] {
    const { correlations } = this.#options;
    return this.#options.phone().calls.map((call) => lrmCall(call, (id) => correlations.fileOf(id)));
  }

  /** Answers once the phone has confirmed: a click never fails in silence. */
  async #dial(number: string, fileId: string | null): Promise<Result<unknown>> {
    const refusal = this.#options.refusal();
    if (refusal) return { ok: false, failure: refusal };
    const before = new Set(this.#outbound().map(({ id }) => id));
    const dialled = await this.#options.dial(number);
    if (!dialled.ok) return dialled;
    // The same number twice at once is one call: the second click gets the call of the first.
    const placed = this.#outbound();
    const call = placed.findLast(({ id }) => !before.has(id)) ?? placed.at(-1);
    if (!call) return fail('Phone_NotConfirmed');
    if (fileId !== null) this.#remember(call, fileId);
    return ok(this.#shown(call));
  }

  #correlate(fileId: string, callId: string | null): Result<unknown> {
    if (!this.#options.session().signedIn) return fail('Lrm_NobodySignedIn');
    const { calls } = this.#options.phone();
    const call = callId === null ? currentCall(calls) : calls.find(({ id }) => id === callId);
    if (!call) return fail('Lrm_CallUnknown');
    this.#remember(call, fileId);
    return ok(this.#shown(call));
  }

  #remember(call: Call, fileId: string): void {
    const { correlations, onCorrelated } = this.#options;
    if (correlations.fileOf(call.id) === fileId) return;
    correlations.set(call.id, fileId);
    onCorrelated(call, fileId);
  }

  #shown(call: Call): object {
    return lrmCall(call, (id) => this.#options.correlations.fileOf(id));
  }

  #outbound(): readonly Call[] {
    return this.#options
      .phone()
      .calls.filter(({ direction, state }) => direction === 'outbound' && state !== 'ended');
  }
}
