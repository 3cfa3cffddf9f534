import type { LinkState } from '../ports.ts';
import type { SipLinkState } from '../sip/sip-link.ts';

/** How the link to a watched phone is told: up only when the dialogs are watched, for before that what is shown may be wrong. */
export class ToldLink {
  #wasUp = false;
  #staleSince: number | null = null;

  /** `live`: the dialogs are watched over it. */
  of(state: SipLinkState, live: boolean): LinkState {
    if (state.kind === 'up' && live) {
      this.#wasUp = true;
      this.#staleSince = null;
      return { kind: 'up', server: state.server };
    }
    if (!this.#wasUp) return { kind: 'connecting' };
    this.#staleSince ??= Date.now();
    const attempt = state.kind === 'connecting' ? state.attempt : 1;
    return { kind: 'stale', since: this.#staleSince, attempt };
  }
}
