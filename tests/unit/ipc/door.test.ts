import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { startCallLog } from '../../../electron/call-log-services.ts';
import { startDialling } from '../../../electron/dialling-services.ts';
import { startDirectory } from '../../../electron/directory-services.ts';
import { fail, ok, type Result } from '../../../electron/failures/index.ts';
import { createHandlers, type HandlerOptions } from '../../../electron/handlers.ts';
import { AccountService } from '../../../electron/identity/account/account-service.ts';
import type { CardProcess } from '../../../electron/identity/card/index.ts';
import { type Grant, IdentityService } from '../../../electron/identity/index.ts';
import { memoryJournal } from '../../../electron/identity/journal/index.ts';
import { PscMemory } from '../../../electron/identity/psc-memory.ts';
import { wipe } from '../../../electron/ipc/wipe.ts';
import { operatorCommand } from '../../../electron/operator-command.ts';
import { startOutages } from '../../../electron/outage-services.ts';
import { type ReportPrinter, Verification } from '../../../electron/prerequisites/index.ts';
import type { Services } from '../../../electron/services.ts';
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
import { bar, bound, call } from '../../gallery/fixtures.ts';
import { absentAccount, absentProvider, noDegradedMode } from '../../stand/identity/absent.ts';
import { profileMemory } from '../../stand/identity/profile-memory.ts';
import { softReader } from '../../stand/identity/soft-card.ts';
import { absentRecords } from '../../stand/records/absent.ts';

type Listener = (event: object, request: unknown) => Promise<Result<unknown>>;
const listeners = vi.hoisted(() => new Map<string, Listener>());
vi.mock('electron', () => ({
  ipcMain: { handle: (channel: string, listener: Listener) => listeners.set(channel, listener) },
}));
const { Router } = await import('../../../electron/ipc/router.ts');

const person = ((): DirectoryPerson => {
  const [first] = trainingDirectory.people;
  if (!first) throw new Error('nobody trains');
  return first;
})();
const card = await (await createTrainingAuthority()).issue(person);
const pin = () => Uint8Array.from(Buffer.from(person.card.pin));
const zeroes = new Uint8Array(4);

/** Handlers over a station where somebody has signed in; `journal` tells what reached phone and windows. */
async function station(saveFile = noFile, { signOut = false } = {}) {
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
  const { dialling: configuration } = configurationSchema.parse(training);
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
      show: nothing,
    }),
    lrm: null,
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
const noFile: HandlerOptions['saveFile'] = { choose: async () => null, write: async () => undefined };

function handlersOver(services: Services | null, journal: string[] = [], saveFile = noFile) {
  const unseen = () => {
    throw new Error('no view is asked for');
  };
  return createHandlers({
    stationView: unseen,
    barView: unseen,
    boardView: unseen,
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
      openVerification: (check) => journal.push(`open verification: ${check}`),
      attended: () => journal.push('attended'),
      prepare: () => journal.push('prepare'),
      quit: () => journal.push('quit'),
    },
  });
}

describe('a locked station', () => {
  it('starts nothing new, whatever a page asks', async () => {
    const { handlers, reader, journal } = await station();
    reader.remove();
    const refused = fail('Session_Locked');
    expect(await handlers.bar['phone.command']({ action: 'dial', number: '0199000001' })).toEqual(refused);
    expect(await handlers.dial['phone.command']({ action: 'dial', number: '0199000001' })).toEqual(refused);
    expect(await handlers.bar['bar.openDial']({ action: 'dial' })).toEqual(refused);
    expect(await handlers.station['phone.bind']({ number: '1501', deviceId: null })).toEqual(refused);
    expect(await handlers.station['phone.unbind'](undefined)).toEqual(refused);
    const { station: door } = handlers;
    const code = Uint8Array.from(Buffer.from('123456'));
    for (const answer of [
      door['account.testChannel']({ channel: 'email', value: 'camille@exemple.fr' }),
      door['account.validateChannel']({ channel: 'email', code }),
      door['account.removeChannel']({ channel: 'email' }),
      door['account.changePassword']({ current: null, next: code }),
      door['journal.read'](undefined),
      door['journal.export'](undefined),
    ]) {
      expect(await answer).toEqual(refused);
    }
    expect(journal).toEqual([]);
  });

  it('keeps the calls in progress usable', async () => {
    const { handlers, reader, journal } = await station();
    reader.remove();
    for (const action of ['answer', 'hangUp', 'hold', 'retrieve'] as const) {
      expect(await handlers.bar['phone.command']({ action, callId: 'c1' })).toEqual(ok());
    }
    expect(journal).toEqual(['answer', 'hangUp', 'hold', 'retrieve']);
  });

  it('does it all again once it is open', async () => {
    const { handlers, reader, journal } = await station();
    reader.remove();
    reader.insert(card, person);
    await handlers.station['identity.submitPin']({ pin: pin() });
    await handlers.station['phone.bind']({ number: '1501', deviceId: null });
    await handlers.bar['bar.openDial']({ action: 'dial' });
    await handlers.bar['phone.command']({ action: 'dial', number: '0199000001' });
    await handlers.station['phone.unbind'](undefined);
    expect(journal).toEqual(['bind', 'open dial', 'dial', 'unbind']);
  });
});

it('the journal is not written for a session that is locked while the person chooses where', async () => {
  const files: string[] = [];
  const act: { whileChoosing: () => void } = { whileChoosing: () => undefined };
  const { handlers, reader } = await station({
    choose: async () => {
      act.whileChoosing();
      return '/chosen.csv';
    },
    write: async (path) => void files.push(path),
  });
  expect(await handlers.station['journal.export'](undefined)).toEqual(ok({ file: '/chosen.csv' }));
  act.whileChoosing = () => reader.remove();
  expect(await handlers.station['journal.export'](undefined)).toEqual(fail('Session_Locked'));
  expect(files).toEqual(['/chosen.csv']);
});

describe('the verification of the workstation', () => {
  const verified = async (saveFile: HandlerOptions['saveFile']) => {
    const { handlers, verification } = await station(saveFile, { signOut: true });
    const { station: door } = handlers;
    expect(await door['verification.run'](undefined)).toEqual(ok());
    await vi.waitFor(() => expect(verification.state.get().report).not.toBeNull());
    return { door, id: verification.state.get().report?.fingerprint ?? '' };
  };

  it('is there for whoever is in front of it, signed in or not', async () => {
    const { door, id } = await verified(noFile);
    const text = expect.stringContaining('Vérification du poste');
    expect(await door['verification.text']({ id })).toEqual(ok(text));
    expect(await door['verification.read']({ id })).toMatchObject({ ok: true, value: { id, checks: [] } });
    expect(await door['verification.save']({ id })).toEqual(ok({ file: null }));
  });

  it.each([
    ['rapport.pdf', '%PDF-'],
    ['rapport', '%PDF-'],
    ['rapport.TXT', 'Vérification du poste'],
    ['rapport.json', '"product": "bandeau"'],
  ])('is written as %s says', async (file, content) => {
    const written: string[] = [];
    const { door, id } = await verified({
      choose: async () => file,
      write: async (path, bytes) => void written.push(path, bytes.toString()),
    });
    expect(await door['verification.save']({ id })).toEqual(ok({ file }));
    expect(written).toEqual([file, expect.stringContaining(content)]);
  });

  it('says what did not work: writing, printing, finding the run', async () => {
    const { door, id } = await verified({
      choose: async () => '/full.txt',
      write: () => Promise.reject(new Error('no space')),
    });
    expect(await door['verification.save']({ id })).toEqual(fail('Verification_NotSaved'));
    expect(await door['verification.print']({ id })).toEqual(fail('Verification_NotPrinted'));
    const other = 'f'.repeat(64);
    const notKept = fail('Verification_NotKept');
    expect(await door['verification.text']({ id: other })).toEqual(notKept);
    expect(await door['verification.print']({ id: other })).toEqual(notKept);
    expect(await door['verification.read']({ id: other })).toEqual(notKept);
    expect(await door['verification.compare']({ one: id, other })).toEqual(notKept);
  });
});

describe('the number of PSC that a workstation remembers', () => {
  const asked = async () => {
    const { handlers, pscMemory } = await station(undefined, { signOut: true });
    const start = (identifier: string, remember: boolean) =>
      handlers.station['identity.startPsc']({ identifier, channel: 'MOBILE', remember });
    await start('10001234567', true);
    await handlers.station['identity.cancel'](undefined);
    return { start, remembered: () => pscMemory.identifier.get() };
  };

  it('stays when somebody else signs in', async () => {
    const { start, remembered } = await asked();
    await start('10007654321', false);
    expect(remembered()).toBe('10001234567');
  });

  it('goes when its person wants it no more, however they type it', async () => {
    const { start, remembered } = await asked();
    await start('810 001 234 567', false);
    expect(remembered()).toBeNull();
  });
});

it('a window is told what it shows when that is something else, and not each time that anything changed', () => {
  const router = new Router({ handlers: handlersOver(null), isPageOf: () => true, report: vi.fn() });
  const told: unknown[] = [];
  const page = { isDestroyed: () => false, send: (_channel: string, view: unknown) => told.push(view) };
  const ringing = { ...bar, phone: { ...bound, calls: [call('r')] } };
  for (const view of [bar, { ...bar }, ringing, structuredClone(ringing), bar]) {
    router.publish<'bar'>(page, view);
  }
  expect(told).toEqual([bar, ringing, bar]);
});

describe('the bytes of a PIN', () => {
  it('are overwritten when the door refuses the request', async () => {
    const report = vi.fn();
    new Router({ handlers: handlersOver(null), isPageOf: () => true, report });
    const request = { pin: pin() };
    const stranger = { sender: { id: 7 }, senderFrame: null };
    expect(await listeners.get('identity.submitPin')?.(stranger, request)).toEqual(fail('Request_Refused'));
    expect(request.pin).toEqual(zeroes);
    expect(report).toHaveBeenCalledWith('request identity.submitPin refused: unknown sender');
  });

  it('are overwritten wherever a request has them', () => {
    const [alone, member] = [pin(), pin()];
    for (const request of [alone, { pin: member, note: 'x' }, undefined, null, 'text', 7]) wipe(request);
    expect([alone, member]).toEqual([zeroes, zeroes]);
  });
});
