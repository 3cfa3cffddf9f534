import { randomInt } from 'node:crypto';
import { fail, ok, type Result } from '../../failures/index.ts';
import type { IdentityProvider, PscChannel, PscOutcome } from '../ports.ts';
import type { SessionKeeper, Ticket } from '../session-keeper.ts';
import type { Admission } from './admission.ts';
import { nationalIdentifier } from './identifier.ts';
import type { LinkWay } from './link.ts';

export interface PscWayOptions {
  readonly provider: IdentityProvider;
  readonly keeper: SessionKeeper;
  readonly admission: Admission;
  readonly link: LinkWay;
  /** Shows an address in the system browser. */
  readonly openBrowser: (url: string) => Promise<void>;
}

/** Signs in by Pro Santé Connect: on the e-CPS application (CIBA), or in the system browser. */
export class PscWay {
  readonly #options: PscWayOptions;

  constructor(options: PscWayOptions) {
    this.#options = options;
  }

  /** Resolves once the request waits for the person; how it ends is told by the session. */
  async start(request: {
    readonly identifier: string;
    readonly channel: PscChannel;
  }): Promise<Result<undefined>> {
    const { provider, keeper } = this.#options;
    const { channel } = request;
    const identifier = nationalIdentifier(request.identifier);
    if (!identifier.ok) return identifier;
    const started = keeper.start({ way: 'psc', step: 'asking', identifier: identifier.value });
    if (!started.ok) return started;
    const ticket = started.value;
    const digits = twoDigits();
    return keeper.guard(ticket, async () => {
      const asked = await provider.startPsc({ identifier: identifier.value, channel, digits });
      if (!asked.ok) return keeper.refuse(ticket, asked);
      if (ticket.signal.aborted) return fail('Identity_NotNow');
      const { expiresAt } = asked.value;
      keeper.show(ticket, {
        way: 'psc',
        step: 'waiting',
        identifier: identifier.value,
        channel,
        digits,
        expiresAt,
      });
      void this.#conclude(ticket, () => provider.awaitPsc(asked.value, ticket.signal));
      return ok();
    });
  }

  /** Resolves once the browser is asked for; how it ends is told by the session. */
  async startInBrowser(): Promise<Result<undefined>> {
    const { provider, keeper, openBrowser } = this.#options;
    const started = keeper.start({ way: 'psc', step: 'browser' });
    if (!started.ok) return started;
    const ticket = started.value;
    const { signal } = ticket;
    void this.#conclude(ticket, () => provider.signInWithBrowser({ open: openBrowser, signal }));
    return ok();
  }

  async #conclude(ticket: Ticket, wait: () => Promise<Result<PscOutcome>>): Promise<void> {
    const { keeper, admission, link } = this.#options;
    await keeper.guard(ticket, async () => {
      const outcome = await wait();
      if (!outcome.ok) keeper.refuse(ticket, outcome);
      else if (outcome.value.kind === 'unlinked') link.open(ticket, outcome.value.tokens);
      else await admission.admit(ticket, outcome.value.grant, null);
    });
  }
}

/** 00 to 99: what the person compares with the phone. */
function twoDigits(): string {
  return String(randomInt(100)).padStart(2, '0');
}
