import { fail, ok, type Result } from '../../failures/index.ts';
import { type Observable, Subject } from '../../shared/listeners.ts';
import type { Vault } from '../../vault/index.ts';
import type { SupportDesk } from '../desk.ts';
import { declaration } from './declaration.ts';
import { doneText, escalationMail, mailtoUrl, type PreparedMail } from './mail.ts';
import { type Advice, adviceAt, nextTurn } from './rules/advice.ts';
import { type DayState, stateAt } from './rules/calendar.ts';
import { type Contact, contactAt, type EscalationTable, promisedBy } from './rules/table.ts';
import { type Done, type UnderWay, underWaySchema, withDone } from './rules/under-way.ts';

export interface EscalationOptions {
  readonly table: EscalationTable;
  /** As people write it. */
  readonly supportPhone: string;
  readonly site: string;
  /** Where the incident that is followed rests; without secret storage it goes with the program. */
  readonly vault: Vault;
  /** Places a call through the bar; `callId` is the one that is put on hold for it. */
  readonly dial: (number: string, callId: string | null) => Promise<Result<undefined>>;
  /** Number of the desk phone, where one is bound. */
  readonly callBack: () => string | null;
  /** Opens the system's mail program; null in training, where nothing may leave. */
  readonly openMail: ((url: string) => Promise<void>) | null;
  /** Null where the program has no way to the desk. */
  readonly desk: SupportDesk | null;
  readonly now?: () => number;
}

/** What is known of whom to call. Times in ms since the epoch. */
export interface EscalationState {
  readonly advice: Advice;
  readonly day: DayState;
  readonly major: Contact;
  readonly other: Contact;
  readonly underWay: UnderWay | null;
  /** When its promised delay passes or passed. */
  readonly promisedBy: number | null;
  /** The mail to the level of now; null where there is nothing to escalate, or no address. */
  readonly mail: PreparedMail | null;
}

export type Declared = Pick<UnderWay, 'severity' | 'concerned' | 'extent' | 'startedAt'>;
/** Whom a person calls. */
export type Callee = 'support' | 'level' | { readonly bridge: string };

const NAME = 'escalation';
/** A clock that is set, or a machine that slept, is noticed within this time; ms. */
const LONGEST_WAIT = 60_000;

/** An incident that is followed until the support answers: whom to call now, and what was done about it. */
export class Escalation {
  readonly #options: EscalationOptions;
  readonly #now: () => number;
  readonly #state: Subject<EscalationState>;
  #underWay: UnderWay | null;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: EscalationOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#underWay = readKept(options.vault);
    this.#state = new Subject(this.#compose());
    this.#wait();
  }

  get state(): Observable<EscalationState> {
    return this.#state;
  }

  /** Opens an incident that is followed here, and tells the desk where there is a way to it. */
  async declare(declared: Declared): Promise<Result<undefined>> {
    const at = this.#now();
    const underWay: UnderWay = { ...declared, reportedAt: at, thread: null, reference: '', journal: [] };
    // Followed before it is sent: what fails on the way is not what was declared.
    this.#keep(withDone(underWay, { at, kind: 'declared', name: '', address: '' }));
    const { desk, site, table } = this.#options;
    if (!desk) return ok();
    const sent = await desk.submit(declaration(underWay, site, table.calendar.timeZone));
    if (!sent.ok) return sent;
    if (this.#underWay?.reportedAt === at) this.#keep({ ...this.#underWay, thread: sent.value.thread });
    return ok();
  }

  /**
   * Calls through the bar, and notes it once the call is placed. Fails as the phone refuses, with
   * `Escalation_NobodyToCall` where the level of now has no number.
   */
  async call(callee: Callee, callId: string | null): Promise<Result<undefined>> {
    const called = this.#calleeOf(callee);
    if (!called) return fail('Escalation_NobodyToCall');
    const placed = await this.#options.dial(called.address, callId);
    return placed.ok ? this.#note(called) : placed;
  }

  /** Hands the mail to the mail program. `Escalation_NoMail`, `Escalation_MailInTraining`, `Escalation_MailNotOpened`. */
  async openMail(): Promise<Result<undefined>> {
    const { mail } = this.#state.get();
    if (!mail) return fail('Escalation_NoMail');
    const { openMail } = this.#options;
    if (!openMail) return fail('Escalation_MailInTraining');
    try {
      await openMail(mailtoUrl(mail));
    } catch {
      return fail('Escalation_MailNotOpened');
    }
    return this.#note({ kind: 'mail-prepared', name: '', address: mail.to });
  }

  /** The support has answered, or has not: from then on one waits no more. */
  answer(given: boolean): Promise<Result<undefined>> {
    return this.#note({ kind: given ? 'answered' : 'unanswered', name: '', address: '' });
  }

  /** What began as another incident has become a major one. */
  raise(): Promise<Result<undefined>> {
    if (this.#underWay) this.#underWay = { ...this.#underWay, severity: 'major' };
    return this.#note({ kind: 'raised', name: '', address: '' });
  }

  /** The number that the support gave. */
  refer(reference: string): Result<undefined> {
    if (this.#underWay) this.#keep({ ...this.#underWay, reference });
    return ok();
  }

  /** It is over; nothing of it stays here. */
  end(): Result<undefined> {
    this.#keep(null);
    return ok();
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #calleeOf(callee: Callee): Omit<Done, 'at'> | null {
    if (typeof callee === 'object') return { kind: 'joined-bridge', name: '', address: callee.bridge };
    if (callee === 'support') {
      return { kind: 'called-support', name: '', address: this.#options.supportPhone };
    }
    const { major, other } = this.#state.get();
    const { level } = this.#underWay?.severity === 'other' ? other : major;
    return level?.phone ? { kind: 'called-level', name: level.name, address: level.phone } : null;
  }

  /** The desk's own failure is told: what was done is noted here all the same. */
  async #note(done: Omit<Done, 'at'>): Promise<Result<undefined>> {
    if (!this.#underWay) return ok();
    const noted = { ...done, at: this.#now() };
    this.#keep(withDone(this.#underWay, noted));
    const { desk, table } = this.#options;
    const { thread } = this.#underWay;
    return desk && thread !== null ? desk.note(thread, doneText(noted, table.calendar.timeZone)) : ok();
  }

  #keep(underWay: UnderWay | null): void {
    this.#underWay = underWay;
    const { vault } = this.#options;
    if (underWay === null) void vault.remove(NAME);
    else if (vault.available) void vault.write(NAME, JSON.stringify(underWay));
    this.#renew();
  }

  #renew(): void {
    clearTimeout(this.#timer);
    this.#state.set(this.#compose());
    this.#wait();
  }

  /** Until whom to call changes. What woke for nothing tells nobody. */
  #wait(): void {
    const now = this.#now();
    const turn = nextTurn(this.#options.table, this.#underWay, now) ?? Number.POSITIVE_INFINITY;
    this.#timer = setTimeout(
      () => {
        if (turn <= this.#now() || this.#now() < now) this.#renew();
        else this.#wait();
      },
      Math.min(Math.max(turn - now, 0), LONGEST_WAIT),
    );
    this.#timer.unref();
  }

  #compose(): EscalationState {
    const { table, site, callBack } = this.#options;
    const underWay = this.#underWay;
    const now = this.#now();
    const [major, other] = [contactAt(table, 'major', now), contactAt(table, 'other', now)];
    const promised = underWay && promisedBy(table, underWay.severity, underWay.reportedAt);
    const level = underWay && (underWay.severity === 'major' ? major : other).level;
    return {
      advice: adviceAt(table, underWay, now),
      day: stateAt(table.calendar, now),
      major,
      other,
      underWay,
      promisedBy: promised,
      mail:
        underWay && level?.email
          ? escalationMail({
              underWay,
              level: { ...level, email: level.email },
              site,
              callBack: callBack(),
              promisedBy: promised,
              timeZone: table.calendar.timeZone,
            })
          : null,
    };
  }
}

/** What an earlier run followed; null where there is nothing, or it cannot be read. */
function readKept(vault: Vault): UnderWay | null {
  const kept = vault.read(NAME);
  if (kept === null) return null;
  try {
    return underWaySchema.parse(JSON.parse(kept));
  } catch {
    return null;
  }
}
