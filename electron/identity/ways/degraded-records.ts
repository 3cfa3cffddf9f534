import { randomUUID } from 'node:crypto';
import type { DegradedAccess } from '../degraded/ports.ts';
import type { AccountPortal, DegradedSession } from '../ports.ts';
import { isWorking, type Session } from '../session.ts';
import type { SessionKeeper } from '../session-keeper.ts';

/** `docs/portal-api.yaml`: sessions told at a time. */
const AT_A_TIME = 100;

export interface DegradedRecordsOptions {
  readonly keeper: SessionKeeper;
  readonly degraded: DegradedAccess;
  readonly account: Pick<AccountPortal, 'reportDegraded'>;
}

/** Keeps a record of each session that is opened without the provider, and tells the portal once it is back. */
export class DegradedRecords {
  readonly #options: DegradedRecordsOptions;
  #open: DegradedSession | null = null;
  #written: Promise<void> = Promise.resolve();
  #reporting = false;

  constructor(options: DegradedRecordsOptions) {
    this.#options = options;
    options.keeper.subscribe((session) => this.#follow(session));
  }

  /** A session opens at `openedAt`, ms since the epoch. */
  open({
    subject,
    openedAt,
    revocation,
  }: Pick<DegradedSession, 'subject' | 'openedAt' | 'revocation'>): void {
    const { session } = this.#options.keeper;
    const phone = isWorking(session) ? session.phone : null;
    this.#write({ id: randomUUID(), subject, openedAt, closedAt: null, phone, revocation });
  }

  /** Tells the portal what it has not heard of; what does not go through is told at the next sign-in. */
  async report(): Promise<void> {
    if (this.#reporting) return;
    this.#reporting = true;
    try {
      await this.#written;
      const { keeper, degraded, account } = this.#options;
      const records = degraded.unreported().slice(0, AT_A_TIME);
      if (records.length === 0) return;
      const told = await keeper.grants.use((grant) => account.reportDegraded(grant, records));
      if (told.ok) await degraded.reported(records.map(({ id }) => id));
    } finally {
      this.#reporting = false;
    }
  }

  #follow(session: Session): void {
    const record = this.#open;
    if (!record) return;
    if (!isWorking(session) || !session.degraded) this.#write({ ...record, closedAt: Date.now() });
    else if (session.phone !== null && session.phone !== record.phone) {
      this.#write({ ...record, phone: session.phone });
    }
  }

  #write(record: DegradedSession): void {
    this.#open = record.closedAt === null ? record : null;
    const { degraded } = this.#options;
    this.#written = this.#written.then(() => degraded.record(record));
  }
}
