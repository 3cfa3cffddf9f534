import { type BoardServices, startBoard } from './board-services.ts';
import { type CallLogService, startCallLog } from './call-log-services.ts';
import type { SystemKeys } from './dialling/shortcuts.ts';
import { type DiallingServices, startDialling } from './dialling-services.ts';
import { type DirectoryServices, startDirectory } from './directory-services.ts';
import { type Failure, fail } from './failures/index.ts';
import { AccountService } from './identity/account/account-service.ts';
import { type CardProcess, spawnCardUtility, startCardProcess } from './identity/card/index.ts';
import { type DegradedOffer, DegradedStation } from './identity/degraded/index.ts';
import { IdentityService } from './identity/identity-service.ts';
import { watchIdle } from './identity/idle-lock.ts';
import { type Journal, memoryJournal, recordSessions, SignInJournal } from './identity/journal/index.ts';
import { OidcAccountPortal, OidcIdentityProvider } from './identity/oidc/index.ts';
import { PscMemory } from './identity/psc-memory.ts';
import { type LrmService, startLrm } from './lrm-services.ts';
import { type OperatorCommand, operatorCommand } from './operator-command.ts';
import { type OutageServices, startOutages } from './outage-services.ts';
import { authorityOf, fetchOf, findPeers } from './peers.ts';
import { createRecords, recordsKey } from './records/index.ts';
import type { Configuration, PscConfiguration } from './settings/configuration.ts';
import type { SettingsStore } from './settings/settings-store.ts';
import { derived, Subject } from './shared/listeners.ts';
import { spawnSupervised } from './shared/spawn-utility.ts';
import { endBindingWithSession, leave, signOut } from './station-session.ts';
import { PhoneBinding } from './telephony/binding.ts';
import { createDeskPhone, type DeskPhone } from './telephony/index.ts';
import { spawnUtility } from './telephony/line/spawn-utility.ts';
import type { WindowPicture } from './telephony/outage-captures.ts';
import { type TrainingControls, trainingControls } from './training-controls.ts';
import { FileVault, memoryVault, type SecretStorage } from './vault/index.ts';
import {
  startVerification,
  type VerificationParts,
  type VerificationService,
} from './verification-services.ts';

/** Shorter than quitting waits (`electron/main.ts`), so that the processes are ended in any case. Milliseconds. */
const LEAVE_DEADLINE = 3_000;

/** Where the entries of the processes of their own are, in the built application. */
export interface Entries {
  readonly card: string;
  readonly telephony: string;
  readonly board: string;
  readonly records: string;
  readonly lrm: string;
  readonly training: string;
}

export interface ServicesOptions {
  readonly configuration: Configuration;
  readonly entries: Entries;
  readonly settings: SettingsStore;
  /** Folder of what this workstation remembers of people. */
  readonly directory: string;
  readonly secretStorage: SecretStorage;
  readonly openBrowser: (url: string) => Promise<void>;
  /** Seconds since the last key or move of the mouse. */
  readonly idleSeconds: () => number;
  readonly tell: (failure: Failure) => void;
  /** The same for what somebody just asked for: it has to be seen. */
  readonly show: (failure: Failure) => void;
  readonly openDial: () => void;
  readonly keys: SystemKeys;
  /** The text that somebody copied. */
  readonly copied: () => Promise<string>;
  readonly onTrainingEnd: () => void;
  /** Whether the system knows of any network. */
  readonly isOnline: () => boolean;
  readonly verification: VerificationParts;
  /** Pictures of our own windows, those that are there. */
  readonly captureWindows: () => Promise<readonly WindowPicture[]>;
}

export interface Services {
  readonly card: CardProcess;
  readonly identity: IdentityService;
  readonly account: AccountService;
  readonly journal: Journal;
  readonly pscMemory: PscMemory;
  readonly phone: DeskPhone;
  readonly binding: PhoneBinding;
  readonly callLog: CallLogService;
  readonly directory: DirectoryServices;
  readonly outages: OutageServices;
  readonly board: BoardServices['board'];
  readonly agent: BoardServices['agent'];
  /** What an operator asks of the phone. */
  readonly command: OperatorCommand;
  readonly dialling: DiallingServices;
  /** Null where the site has no coupling with its regulation software. */
  readonly lrm: LrmService | null;
  /** Whether this workstation is fit. */
  readonly verification: VerificationService['verification'];
  /** What became of it, month by month. */
  readonly months: VerificationService['months'];
  /** What is wrong with it that nobody has read yet. */
  readonly troubles: VerificationService['troubles'];
  readonly training: TrainingControls | null;
  readonly signIn: {
    readonly otp: boolean;
    readonly psc: PscConfiguration | null;
    readonly degraded: DegradedOffer;
  };
  /** Does beforehand what somebody who is about to sign in will wait for. */
  prepare(): void;
  /** Ends the session and lets the phone go. */
  signOut(): Promise<void>;
  /** The same, then ends every process, within the time that quitting leaves. */
  close(): Promise<void>;
}

/** Chooses the adapters of the environment and wires the capabilities to one another. Rejects when training does not start. */
export async function startServices(options: ServicesOptions): Promise<Services> {
  const { configuration, entries, settings, directory, tell } = options;
  const { session } = configuration;
  const peers = await findPeers({
    configuration,
    trainingEntry: entries.training,
    onTrainingEnd: options.onTrainingEnd,
  });
  const fetch = fetchOf(peers.identity);
  // What people do in training is not worth keeping, and must not be mistaken for a shift.
  const vault = peers.training ? memoryVault() : new FileVault(directory, options.secretStorage, tell);
  const journal = peers.training
    ? memoryJournal({ days: session.journalDays })
    : new SignInJournal({ directory, vault, days: session.journalDays, report: tell });
  const key = await recordsKey(vault);
  const records = createRecords({
    folder: peers.training ? null : directory,
    key,
    spawn: () => spawnSupervised(entries.records, 'records'),
  });
  records.onEvent((event) => {
    if (event.type === 'set-aside') tell(fail('Records_SetAside', { file: event.file }).failure);
  });
  const degraded = new DegradedStation({
    vault,
    authorities: peers.cardTrust.authorities,
    revocationLists: peers.cardTrust.revocationLists,
    directory: peers.training ? null : directory,
    days: session.degradedDays,
    fetch,
    report: tell,
  });
  const card = startCardProcess({ spawn: () => spawnCardUtility(entries.card), backend: peers.backend });
  const portal = new OidcAccountPortal(peers.identity, fetch);
  const identity = new IdentityService({
    card,
    provider: new OidcIdentityProvider(peers.identity, fetch),
    account: portal,
    degraded,
    openBrowser: options.openBrowser,
    remembered: {
      get: () => settings.current.get().profileId,
      set: (profileId) => settings.update({ profileId }),
    },
  });
  const account = new AccountService({ identity, portal });
  recordSessions(identity.state, journal);
  const phone = createDeskPhone({
    ...peers.telephony,
    authority: authorityOf(peers.telephony),
    spawn: () => spawnUtility(entries.telephony),
    onDialogs: (report) => callLog.log.reported(report),
  });
  const company = startBoard({
    telephony: peers.telephony,
    authority: authorityOf(peers.telephony),
    phone,
    spawn: () => spawnSupervised(entries.board, 'board'),
  });
  const binding = new PhoneBinding({
    phone,
    claims: identity,
    company,
    remember: (pairing) => settings.update({ phone: pairing }),
    remembered: () => settings.current.get().phone,
  });
  endBindingWithSession({ identity, phone, binding });
  const directoryServices = startDirectory({
    records,
    phone,
    inTraining: peers.training !== null,
    ldap: configuration.directory.ldap ?? null,
  });
  const callLog = startCallLog({
    phone,
    callers: directoryServices.callers,
    waiting: company.board,
    session: identity.state,
    records,
    kept: peers.training ? 'training' : key ? 'disk' : 'memory',
    days: configuration.callLog.days,
    tell,
  });
  const outages = startOutages({
    phone,
    binding: binding.state,
    board: company.board,
    portalAway: identity.providerAway,
    telephony: peers.telephony,
    isOnline: options.isOnline,
    vault,
    captureDays: configuration.helpdesk.captureDays,
    captureWindows: options.captureWindows,
  });
  const command = outages.watch.watched(
    operatorCommand({
      session: identity.state,
      phone: callLog.commanded,
      rules: configuration.dialling,
      mayPickUp: (number) => company.board.mayPickUp(number),
    }),
  );
  const dialling = startDialling({
    configuration: configuration.dialling,
    session: identity.state,
    phone: phone.state,
    command,
    keys: options.keys,
    chosenKeys: derived(settings.current, ({ shortcuts }) => shortcuts),
    chooseKeys: (shortcuts) => settings.update({ shortcuts }),
    copied: options.copied,
    openField: options.openDial,
    show: options.show,
  });
  const lrm = startLrm({
    configuration: configuration.lrm,
    session: identity.state,
    phone: phone.state,
    agentState: company.agent
      ? derived(company.agent.status, ({ state }) => state)
      : new Subject<string | null>(null),
    command,
    records,
    durable: !peers.training && key !== null,
    spawn: () => spawnSupervised(entries.lrm, 'lrm'),
    tell,
  });
  const verifying = startVerification(options.verification, {
    configuration,
    card,
    phone,
    binding: binding.state,
    command,
  });
  const stopWatchingIdle = watchIdle({
    minutes: session.idleLockMinutes,
    idleSeconds: options.idleSeconds,
    busy: () => phone.state.get().calls.some(({ state }) => state !== 'ended'),
    lock: () => void identity.lockIdle(),
  });
  return {
    card,
    identity,
    account,
    journal,
    pscMemory: new PscMemory(vault),
    phone,
    binding,
    callLog,
    directory: directoryServices,
    outages,
    board: company.board,
    agent: company.agent,
    command,
    dialling,
    lrm,
    verification: verifying.verification,
    months: verifying.months,
    troubles: verifying.troubles,
    training: peers.training && trainingControls(peers.training, card, binding),
    signIn: {
      otp: peers.identity.otp,
      psc: peers.identity.psc ?? null,
      degraded: degraded.offer,
    },
    prepare: () => {
      identity.prepare();
      phone.prepare();
      records.open();
    },
    signOut: () => signOut({ identity, binding }),
    close: async () => {
      stopWatchingIdle();
      verifying.close();
      dialling.close();
      outages.close();
      await leave({ identity, phone, binding }, LEAVE_DEADLINE);
      await company.close();
      lrm?.close();
      account.close();
      identity.close();
      await journal.close();
      await vault.flush();
      await callLog.log.close();
      card.stop();
      directoryServices.close();
      records.close();
      peers.training?.stop();
    },
  };
}
