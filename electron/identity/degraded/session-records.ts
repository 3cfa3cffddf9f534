import type { Result } from '../../failures/index.ts';
import type { Vault } from '../../vault/index.ts';
import type { DegradedSession } from '../ports.ts';
import { degradedSessionSchema, VaultList } from './memory.ts';

const MOST_SESSIONS = 100;
/** Milliseconds between two times that a session under way is known to have lasted. */
const MINUTE = 60_000;

/**
 * Records of the sessions that were opened without the provider. One under way is kept as closed now, again and again:
 * when the machine stops in its middle, it ended at the last known time.
 */
export class SessionRecords {
  readonly #list: VaultList<DegradedSession>;
  readonly #clock: () => number;
  /** Records as they were told, so that what changed meanwhile is told again. */
  readonly #told = new Map<string, DegradedSession>();
  #following: NodeJS.Timeout | undefined;

  constructor(vault: Vault, clock: () => number) {
    this.#list = new VaultList(vault, 'degraded-sessions', degradedSessionSchema);
    this.#clock = clock;
  }

  /** The same id again replaces it. */
  async record(session: DegradedSession): Promise<Result<undefined>> {
    clearTimeout(this.#following);
    if (session.closedAt === null) {
      this.#following = setTimeout(() => void this.record(session), MINUTE).unref();
    }
    const closedAt = session.closedAt ?? Math.max(session.openedAt, this.#clock());
    const others = this.#list.items.filter(({ id }) => id !== session.id);
    return this.#list.set([...others, { ...session, closedAt }].slice(-MOST_SESSIONS));
  }

  unreported(): readonly DegradedSession[] {
    for (const session of this.#list.items) this.#told.set(session.id, session);
    return this.#list.items;
  }

  async reported(ids: readonly string[]): Promise<Result<undefined>> {
    const left = this.#list.items.filter(
      (session) => !ids.includes(session.id) || this.#told.get(session.id) !== session,
    );
    for (const id of ids) this.#told.delete(id);
    return this.#list.set(left);
  }
}
