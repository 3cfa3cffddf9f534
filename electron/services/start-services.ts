import { fail } from '../failures/index.ts';
import { watchIdle } from '../identity/idle-lock.ts';
import { operatorCommand } from '../operator-command.ts';
import { createRecords, recordsKey } from '../records/index.ts';
import { derived, Subject } from '../shared/listeners.ts';
import { spawnUtility } from '../shared/spawn-utility.ts';
import { FileVault, memoryVault } from '../vault/index.ts';
import { startAssistance } from './assistance.ts';
import { startCallLog } from './call-log.ts';
import { startDialling } from './dialling.ts';
import { startDirectory } from './directory.ts';
import { startIdentity } from './identity.ts';
import { startLrm } from './lrm.ts';
import { startOutages } from './outages.ts';
import { findPeers } from './peers.ts';
import { startScreenshots } from './screenshots.ts';
import type { Services, ServicesOptions } from './services.ts';
import { leave, signOut } from './station-session.ts';
import { startSupport } from './support.ts';
import { startTelephony } from './telephony.ts';
import { trainingControls } from './training-controls.ts';
import { startVerification } from './verification.ts';

/** Shorter than quitting waits (`electron/life.ts`), so that the processes are ended in any case. Milliseconds. */
const LEAVE_DEADLINE = 3_000;

/** Chooses the adapters of the environment and wires the capabilities to one another. Rejects when training does not start. */
export async function startServices(options: ServicesOptions): Promise<Services> {
  const { configuration, entries, settings, directory, tell } = options;
  const peers = await findPeers({
    configuration,
    trainingEntry: entries.training,
    onTrainingEnd: options.onTrainingEnd,
  });
  // What people do in training is not worth keeping, and must not be mistaken for a shift.
  const vault = peers.training ? memoryVault() : new FileVault(directory, options.secretStorage, tell);
  const key = await recordsKey(vault);
  const records = createRecords({
    folder: peers.training ? null : directory,
    key,
    spawn: () => spawnUtility(entries.records, 'records'),
  });
  records.onEvent((event) => {
    if (event.type === 'set-aside') tell(fail('Records_SetAside', { file: event.file }).failure);
  });
  /** Where what is recorded is kept. */
  const kept = peers.training ? 'training' : key ? 'disk' : 'memory';
  const { card, identity, account, journal, pscMemory, degraded } = startIdentity({
    peers,
    session: configuration.session,
    vault,
    directory,
    settings,
    spawnCard: () => spawnUtility(entries.card, 'card'),
    openBrowser: options.openBrowser,
    tell,
  });
  const { phone, binding, company } = startTelephony({
    telephony: peers.telephony,
    identity,
    settings,
    spawnPhone: () => spawnUtility(entries.telephony, 'telephony'),
    spawnBoard: () => spawnUtility(entries.board, 'board'),
    onDialogs: (report) => callLog.log.reported(report),
  });
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
    kept,
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
    captureScreen: options.captureScreen,
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
    spawn: () => spawnUtility(entries.lrm, 'lrm'),
    tell,
  });
  const support = startSupport({
    configuration,
    session: identity.state,
    phone: phone.state,
    account: account.state,
    verifiedAt: () => {
      const { report } = verifying.verification.state.get();
      return report?.complete ? report.date : null;
    },
    records,
    kept,
    spawn: () => spawnUtility(entries.support, 'support'),
    tell,
    report: options.report,
  });
  const assistance = startAssistance({
    configuration,
    vault,
    records,
    tell,
    command,
    callBack: () => phone.state.get().number,
    openMail: options.openBrowser,
    desk: support.desk,
  });
  const screenshots = startScreenshots({
    configuration: configuration.redaction,
    screen: options.screen,
    session: identity.state,
    journal,
    spawn: () => spawnUtility(entries.ocr, 'ocr'),
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
    minutes: configuration.session.idleLockMinutes,
    idleSeconds: options.idleSeconds,
    busy: () => phone.state.get().calls.some(({ state }) => state !== 'ended'),
    lock: () => void identity.lockIdle(),
  });
  return {
    card,
    identity,
    account,
    journal,
    pscMemory,
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
    assistance,
    support,
    screenshots,
    verification: verifying.verification,
    months: verifying.months,
    troubles: verifying.troubles,
    training: peers.training && trainingControls(peers.training, card, binding),
    signIn: {
      otp: peers.identity.otp,
      psc: peers.identity.psc ?? null,
      degraded,
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
      assistance.close();
      screenshots.close();
      dialling.close();
      outages.close();
      await leave({ identity, phone, binding }, LEAVE_DEADLINE);
      await company.close();
      lrm?.close();
      support.close();
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
