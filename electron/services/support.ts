import type { Failure } from '../failures/index.ts';
import type { AccountState } from '../identity/account/account-service.ts';
import { fullName } from '../identity/full-name.ts';
import type { SessionState } from '../identity/index.ts';
import { isWorking } from '../identity/session.ts';
import type { Records } from '../records/index.ts';
import type { Configuration } from '../settings/configuration.ts';
import { derived, type Observable, type Unsubscribe } from '../shared/listeners.ts';
import type { ProcessChannel } from '../shared/supervised-process.ts';
import type { SupportDesk } from '../support/desk.ts';
import {
  type Author,
  configuredChannels,
  Outbox,
  recordsOutboxStore,
  Support,
  type SupportState,
  startSupportProcess,
  TicketFollower,
  Tickets,
} from '../support/index.ts';
import type { ChannelName } from '../support/rules/letter.ts';
import type { Report } from '../support/rules/report.ts';
import type { PhoneState } from '../telephony/index.ts';
import { trainingDesk } from './training-desk.ts';

/** Ms after something was sent until the desk is looked at. */
const AFTER_SENDING = 30_000;

export interface SupportServiceOptions {
  readonly configuration: Configuration;
  readonly session: Observable<SessionState>;
  readonly phone: Observable<PhoneState>;
  /** Of who is signed in, as the portal has it. */
  readonly account: Observable<AccountState | null>;
  /** When the workstation was last verified as a whole, as a date; null where it was not since the program started. */
  readonly verifiedAt: () => string | null;
  readonly records: Records;
  /** Where drafts and letters are kept. */
  readonly kept: SupportService['kept'];
  readonly spawn: () => ProcessChannel;
  readonly tell: (failure: Failure) => void;
  /** Told of each bug. */
  readonly report: (message: string, error: unknown) => void;
}

export interface SupportService {
  readonly support: Support;
  /** « Mes tickets », and what looks at the desk for answers. */
  readonly tickets: Tickets;
  readonly follower: TicketFollower;
  /** Whether the desk's answers can be read here. */
  readonly reads: boolean;
  /** Days that what was sent is kept. */
  readonly sentDays: number;
  /** The way to the desk for other forms; null where the site has none. */
  readonly desk: SupportDesk | null;
  /** `memory`: the workstation has no secret storage; `training`: nothing of it rests. */
  readonly kept: 'disk' | 'memory' | 'training';
  /** What a report may be about, at this site. */
  readonly categories: readonly string[];
  /** The ways to the desk, in the site's order. */
  readonly ways: readonly ChannelName[];
  close(): void;
}

/** Wires what people write to the support to the session, the records and the site's desk. */
export function startSupport(options: SupportServiceOptions): SupportService {
  const { configuration, session, account, records, kept, spawn, tell, report } = options;
  const { support: asked } = configuration;
  const channels = configuredChannels(asked);
  for (const failure of channels.failures) tell(failure);
  const process = startSupportProcess({ options: channels.options, order: channels.order, spawn });
  // A site may train with a desk of its own.
  const carrier = kept === 'training' && channels.order.length === 0 ? trainingDesk() : process;
  const outbox = new Outbox({
    store: recordsOutboxStore(records),
    carrier,
    patience: asked.patience,
  });
  records.onStarted(() => outbox.storeStarted());
  const author = derived(session, authorIn);
  const support = new Support({
    records,
    outbox,
    process,
    author,
    prefill: () => prefillOf(options),
    days: { sent: asked.sentDays, drafts: asked.draftDays },
  });
  const owner = derived(author, (who) => who?.subject ?? null);
  const follower = new TicketFollower({
    records,
    reader: process.reads ? process : null,
    owner,
    address: derived(account, addressIn),
    times: {
      every: asked.answersMinutes * 60_000,
      afterSending: AFTER_SENDING,
      backOff: { base: 30_000, cap: 3_600_000 },
    },
    days: asked.sentDays,
    report: (error) => report('what the support answers could not be read', error),
  });
  const stopWatchingSent = watchSent(support.state, () => follower.sent());
  // Somebody works: the records process runs in any case, and what an earlier run left goes on.
  let isOpen = false;
  const open = (state: SessionState): void => {
    if (isOpen || authorIn(state) === null) return;
    isOpen = true;
    outbox.open();
    void support.purge();
  };
  const stop = session.subscribe(open);
  open(session.get());
  return {
    support,
    tickets: new Tickets({ records, support, owner }),
    follower,
    reads: process.reads,
    sentDays: asked.sentDays,
    desk: carrier.channels.length > 0 ? support : null,
    kept,
    categories: asked.categories.map(({ name }) => name),
    ways: carrier.channels.map(({ name }) => name),
    close: () => {
      stop();
      stopWatchingSent();
      follower.close();
      support.close();
    },
  };
}

/** Calls back whenever a letter is written, goes on or has come to the desk. */
function watchSent(state: Observable<SupportState>, listener: () => void): Unsubscribe {
  const stages = (): string =>
    state
      .get()
      .letters.map(({ letter }) => `${letter.id} ${letter.progress.stage} ${letter.progress.ticket}`)
      .join();
  let before = stages();
  return state.subscribe(() => {
    const now = stages();
    if (now === before) return;
    before = now;
    listener();
  });
}

/** The address that the portal has checked: one that somebody types may be anybody's. */
function addressIn(account: AccountState | null): string | null {
  const email = account?.account?.channels.email;
  return email?.state === 'usable' ? email.value : null;
}

function authorIn(session: SessionState): Author | null {
  if (!isWorking(session)) return null;
  return { subject: session.person.subject, name: fullName(session.person), email: '' };
}

/** A verification tells of the workstation for so long; ms. */
const VERIFIED_FOR = 86_400_000;

function prefillOf({
  session,
  phone,
  account,
  verifiedAt,
  configuration,
}: Pick<
  SupportServiceOptions,
  'session' | 'phone' | 'account' | 'verifiedAt' | 'configuration'
>): Partial<Report> {
  const working = session.get();
  if (!isWorking(working)) return {};
  const { person, profile } = working;
  const verified = verifiedAt();
  return {
    declarant: fullName(person),
    role: profile.role,
    entity: profile.entity.name,
    phone: phone.get().number ?? '',
    email: account.get()?.account?.channels.email.value ?? '',
    environment: configuration.environment,
    startedAt: wallTimeOf(new Date()),
    prerequisitesChecked: verified !== null && Date.now() - Date.parse(verified) < VERIFIED_FOR,
  };
}

/** As a field of date and time wants it, in the station's zone. */
function wallTimeOf(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}
