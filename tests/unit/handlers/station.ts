import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fail, ok } from '../../../electron/failures/index.ts';
import { createHandlers } from '../../../electron/handlers/create-handlers.ts';
import type { HandlerOptions } from '../../../electron/handlers/options.ts';
import { AccountService } from '../../../electron/identity/account/account-service.ts';
import type { CardProcess } from '../../../electron/identity/card/index.ts';
import { type Grant, IdentityService } from '../../../electron/identity/index.ts';
import { memoryJournal } from '../../../electron/identity/journal/index.ts';
import { PscMemory } from '../../../electron/identity/psc-memory.ts';
import { operatorCommand } from '../../../electron/operator-command.ts';
import { type ReportPrinter, Verification } from '../../../electron/prerequisites/index.ts';
import { startAssistance } from '../../../electron/services/assistance.ts';
import { startCallLog } from '../../../electron/services/call-log.ts';
import { startDialling } from '../../../electron/services/dialling.ts';
import { startDirectory } from '../../../electron/services/directory.ts';
import { startOutages } from '../../../electron/services/outages.ts';
import { startScreenshots } from '../../../electron/services/screenshots.ts';
import type { Services } from '../../../electron/services/services.ts';
import { startSupport } from '../../../electron/services/support.ts';
import { configurationSchema } from '../../../electron/settings/configuration.ts';
import { SettingsStore } from '../../../electron/settings/settings-store.ts';
import { Subject } from '../../../electron/shared/listeners.ts';
import { Notices } from '../../../electron/shell/notices.ts';
import { PhoneBinding } from '../../../electron/telephony/binding.ts';
import { BoardService } from '../../../electron/telephony/board/board-service.ts';
import type { DeskPhone } from '../../../electron/telephony/ports.ts';
import { unboundPhone } from '../../../electron/telephony/unbound-phone.ts';
import { createTrainingAuthority } from '../../../electron/training/identity/authority.ts';
import { type DirectoryPerson, trainingDirectory } from '../../../electron/training/identity/index.ts';
import { memoryVault } from '../../../electron/vault/index.ts';
import training from '../../../resources/config/formation.json' with { type: 'json' };
import { absentAccount, absentProvider, noDegradedMode } from '../../stand/identity/absent.ts';
import { profileMemory } from '../../stand/identity/profile-memory.ts';
import { softReader } from '../../stand/identity/soft-card.ts';
import { absentRecords } from '../../stand/records/absent.ts';

export const person = ((): DirectoryPerson => {
  const [first] = trainingDirectory.people;
  if (!first) throw new Error('nobody trains');
  return first;
})();
export const card = await (await createTrainingAuthority()).issue(person);
export const pin = () => Uint8Array.from(Buffer.from(person.card.pin));

/** Handlers over a station where somebody has signed in; `journal` tells what reached phone and windows. */
export async function station(saveFile = noFile, { signOut = false } = {}) {
  const journal: string[] = [];
  const grant: Grant = {
    person: { subject: 'person-1', givenName: 'Camille', familyName: 'EXEMPLE' },
    profiles: [
      { id: 'p1', role: 'ARM', entity: { id: 'samu00', name: 'Samu 00' }, rights: ['sign-in-journal'] },
    ],
    method: 'card',
    issuer: 'https://id.example',
    subject: 'person-1',
    accessToken: 'access',
    refreshToken: 'refresh',
    expiresAt: Date.now() + 600_000,
  };
  const reader = softReader();
  const identity = new IdentityService({
    card: reader,
    remembered: profileMemory(),
    degraded: noDegradedMode,
    account: { reportDegraded: async () => ok() },
    openBrowser: async () => undefined,
    provider: {
      ...absentProvider,
      signInWithCard: async () => ok(grant),
      refresh: async () => ok(grant),
      signOut: async () => undefined,
      startPsc: async () => ok({ authReqId: 'request-1', expiresAt: 1, interval: 5 }),
      awaitPsc: () => new Promise(() => undefined),
      claimPhone: async (_grant, number) =>
        ok({ number, addressOfRecord: 'sip:1501@site', credential: null }),
      releasePhone: async () => undefined,
    },
  });
  const phone: DeskPhone = {
    state: new Subject(unboundPhone),
    prepare: () => undefined,
    bind: async () => {
      journal.push('bind');
      return ok({ kind: 'bound', device: { id: 'd', userAgent: null, contact: 'sip:1501@10.0.0.1' } });
    },
    unbind: async () => void journal.push('unbind'),
    command: async ({ action }) => {
      journal.push(action);
      return ok();
    },
    close: async () => undefined,
  };
  const nothing = () => undefined;
  const cardProcess: CardProcess = {
    ...reader,
    inspection: new Subject(null),
    training: { insert: nothing, remove: nothing, damage: nothing },
    stop: nothing,
  };
  const site = configurationSchema.parse(training);
  const { dialling: configuration } = site;
  const command = operatorCommand({ session: identity.state, phone, rules: configuration });
  const services: Services = {
    card: cardProcess,
    identity,
    account: new AccountService({ identity, portal: absentAccount }),
    journal: memoryJournal({ days: 1 }),
    pscMemory: new PscMemory(memoryVault()),
    verification: new Verification({
      checks: () => [],
      header: () => ({ version: '0', environment: 'TEST', site: 'Samu 00' }),
      history: { read: async () => [], add: async () => null },
      printer,
    }),
    troubles: new Subject([]),
    assistance: startAssistance({
      configuration: configurationSchema.parse(training),
      vault: memoryVault(),
      records: absentRecords,
      tell: nothing,
      command,
      callBack: () => null,
      openMail: async () => nothing(),
      desk: null,
    }),
    months: { list: async () => [], summary: () => Promise.reject(new Error('no month')) },
    signIn: { otp: true, psc: null, degraded: 'not-allowed' },
    phone,
    binding: new PhoneBinding({ phone, claims: identity, remember: nothing }),
    callLog: startCallLog({
      phone,
      callers: new Subject(new Map()),
      waiting: { onDeparture: () => nothing },
      session: identity.state,
      records: absentRecords,
      kept: 'training',
      days: 90,
      tell: nothing,
    }),
    directory: startDirectory({ records: absentRecords, phone, inTraining: false, ldap: null }),
    board: new BoardService({
      rooms: [],
      colleagues: [],
      process: { follow: nothing, unfollow: async () => undefined },
    }),
    outages: startOutages({
      phone,
      binding: new Subject({ kind: 'unbound', failure: null }),
      board: new BoardService({
        rooms: [],
        colleagues: [],
        process: { follow: nothing, unfollow: async () => undefined },
      }),
      portalAway: new Subject(false),
      telephony: { servers: [] },
      isOnline: () => true,
      vault: memoryVault(),
      captureDays: 1,
      captureWindows: async () => [],
    }),
    agent: null,
    command,
    dialling: startDialling({
      configuration,
      session: identity.state,
      phone: phone.state,
      command,
      keys: { hold: () => true, release: nothing },
      chosenKeys: new Subject({}),
      chooseKeys: nothing,
      copied: async () => '',
      openField: nothing,
      captureScreen: nothing,
      show: nothing,
    }),
    lrm: null,
    support: startSupport({
      configuration: site,
      session: identity.state,
      phone: phone.state,
      account: new Subject(null),
      verifiedAt: () => null,
      records: absentRecords,
      kept: 'training',
      spawn: () => {
        throw new Error('nothing is sent');
      },
      tell: nothing,
      report: nothing,
    }),
    screenshots: startScreenshots({
      configuration: { lists: [] },
      screen: {
        targets: async () => [],
        capture: async () => fail('Screenshot_NotTaken'),
        displayAtPointer: () => 'display:1',
        copied: async () => null,
      },
      session: identity.state,
      journal: { note: nothing },
      spawn: () => ({ post: nothing, onMessage: nothing, onExit: nothing, kill: nothing }),
      tell: nothing,
    }),
    training: null,
    prepare: nothing,
    signOut: async () => undefined,
    close: async () => undefined,
  };
  reader.insert(card, person);
  await identity.submitPin(pin());
  await identity.chooseProfile('p1');
  if (signOut) await identity.signOut();
  return {
    journal,
    reader,
    pscMemory: services.pscMemory,
    verification: services.verification,
    handlers: handlersOver(services, journal, saveFile),
  };
}

const printer: ReportPrinter = { pdf: async () => Buffer.from('%PDF-'), print: async () => 'failed' };
export const noFile: HandlerOptions['saveFile'] = { choose: async () => null, write: async () => undefined };

/** What each request does over those services, none before they run; `journal` tells what the shell was asked. */
export function handlersOver(services: Services | null, journal: string[] = [], saveFile = noFile) {
  const unseen = () => {
    throw new Error('no view is asked for');
  };
  return createHandlers({
    stationView: unseen,
    barView: unseen,
    boardView: unseen,
    captureView: unseen,
    report: { view: () => null, ready: () => journal.push('report laid out') },
    services: () => services,
    settings: new SettingsStore(mkdtempSync(join(tmpdir(), 'bandeau-door-')), unseen),
    notices: new Notices(),
    openExternal: async () => undefined,
    saveFile,
    openFile: async () => null,
    shell: {
      openStation: () => journal.push('open station'),
      expandBar: (expanded) => journal.push(`expand bar: ${expanded}`),
      openDial: () => journal.push('open dial'),
      fitDial: () => journal.push('fit dial'),
      closeDial: () => journal.push('close dial'),
      openBoard: () => journal.push('open board'),
      openCapture: () => journal.push('open capture'),
      closeCapture: () => journal.push('close capture'),
      openVerification: (check) => journal.push(`open verification: ${check}`),
      openTickets: () => journal.push('open tickets'),
      attended: () => journal.push('attended'),
      prepare: () => journal.push('prepare'),
      quit: () => journal.push('quit'),
    },
  });
}
