import { z } from 'zod';
import { trainingDamages } from '../../native/card/protocol.ts';
import { outcomes } from '../call-log/rules/entry.ts';
import { contentSchema, entryKinds } from '../directory/rules/entry.ts';
import { shortcutActions } from '../settings/configuration.ts';
import { agentStates } from '../telephony/agent/ports.ts';
import type { PhoneCommand } from '../telephony/ports.ts';
import { exerciseSchema } from './exercise.ts';
import { type DialPurpose, zoomFactors } from './views.ts';

/**
 * The one door between pages and main (DESIGN rule 2): each channel's request, validated by the router.
 * Replies are made by main and typed; every invocation answers `Result`.
 */

const nothing = z.undefined();
/** Longer than anything that exists: what is too long is refused by name where it is understood. */
const typed = z.string().max(20_000);
const bytes = (length: number) => z.instanceof(Uint8Array).refine((value) => value.length <= length);
const pin = bytes(16);
const password = bytes(1_024);
const code = bytes(32);
const channel = z.enum(['phone', 'email']);
const id = z.string().min(1).max(300);
/** What was pasted, with whatever is around the number. */
const number = typed.min(1);
const phoneCommand = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('dial'), number }),
  z.strictObject({ action: z.enum(['answer', 'hangUp', 'hold', 'retrieve', 'alternate']), callId: id }),
  z.strictObject({ action: z.enum(['consult', 'singleStepTransfer', 'deflect']), callId: id, number }),
  z.strictObject({ action: z.enum(['transfer', 'conference']), callId: id, otherId: id }),
  z.strictObject({ action: z.literal('generateDigits'), callId: id, digits: z.string().min(1).max(40) }),
  z.strictObject({ action: z.literal('pickUp'), number }),
  z.strictObject({ action: z.literal('doNotDisturb'), on: z.boolean() }),
]) satisfies z.ZodType<PhoneCommand>;

/** Milliseconds since the epoch. */
const time = z.int().min(0);
const callLogFilter = z.strictObject({
  text: z.string().max(100),
  direction: z.enum(['inbound', 'outbound']).nullable(),
  outcomes: z.array(z.enum(outcomes)).max(outcomes.length).readonly().nullable(),
  from: time.nullable(),
  to: time.nullable(),
  /** Of the person signed in only. */
  mine: z.boolean(),
}) satisfies z.ZodType<CallLogFilter>;
const agentState = z.strictObject({ state: z.enum(agentStates) });
const dialPurpose = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('dial') }),
  z.strictObject({
    action: z.enum(['consult', 'singleStepTransfer', 'deflect', 'generateDigits']),
    callId: id,
  }),
]) satisfies z.ZodType<DialPurpose>;

const entryId = z.int().positive();
/** `2026-11` */
const month = z.string().regex(/^\d{4}-\d{2}$/);
const sourceName = z.string().min(1).max(200);

/** A report of the verification is known by its fingerprint. */
const fingerprint = z.string().regex(/^[0-9a-f]{64}$/);
const run = z.strictObject({ id: fingerprint });

const stationRequests = {
  'station.view': nothing,
  /** Somebody types the PIN: what takes time is started meanwhile. */
  'station.prepare': nothing,
  /** What was asked for is open. */
  'station.attended': nothing,
  'identity.submitPin': z.strictObject({ pin }),
  /** The same PIN, when the provider is away. */
  'identity.openDegraded': z.strictObject({ pin }),
  'identity.startOtp': z.strictObject({ identifier: typed, password }),
  'identity.forgotPassword': z.strictObject({ identifier: typed }),
  'identity.chooseOtpChannel': z.strictObject({ channel }),
  'identity.otherOtpChannel': nothing,
  'identity.submitCode': z.strictObject({ code }),
  'identity.resendCode': nothing,
  'identity.submitNewPassword': z.strictObject({ password }),
  'identity.startPsc': z.strictObject({
    identifier: typed,
    channel: z.enum(['CARD', 'MOBILE']),
    remember: z.boolean(),
  }),
  'identity.startPscInBrowser': nothing,
  /** Asked again, it sends another mail. */
  'identity.requestLink': z.strictObject({ email: typed }),
  'identity.chooseProfile': z.strictObject({ profileId: z.string().min(1).max(200) }),
  'identity.changeProfile': z.strictObject({ profileId: z.string().min(1).max(200) }),
  'identity.cancel': nothing,
  'identity.signOut': nothing,
  'account.refresh': nothing,
  'account.testChannel': z.strictObject({ channel, value: typed }),
  'account.validateChannel': z.strictObject({ channel, code }),
  'account.removeChannel': z.strictObject({ channel }),
  'account.changePassword': z.strictObject({ current: password.nullable(), next: password }),
  'verification.run': nothing,
  'verification.runOne': z.strictObject({ id: z.string().min(1).max(200) }),
  'verification.cancel': nothing,
  /** The report as a page of text, for the clipboard. */
  'verification.text': run,
  /** As PDF, text or JSON: as the name says that is chosen for it. */
  'verification.save': run,
  'verification.print': run,
  'verification.runs': nothing,
  'verification.read': run,
  'verification.compare': z.strictObject({ one: fingerprint, other: fingerprint }),
  /** The months of which something is known of this workstation, the newest first. */
  'month.list': nothing,
  'month.read': z.strictObject({ month }),
  'month.text': z.strictObject({ month }),
  'month.save': z.strictObject({ month, format: z.enum(['text', 'json']) }),
  'journal.read': nothing,
  'journal.export': nothing,
  /** Opens PSC's activation page in the system browser. */
  'ecps.openActivation': nothing,
  'phone.bind': z.strictObject({
    number: z.string().min(1).max(40),
    deviceId: z.string().max(300).nullable(),
  }),
  'phone.unbind': nothing,
  'phone.command': phoneCommand,
  'callLog.page': z.strictObject({
    filter: callLogFilter,
    after: z.strictObject({ beganAt: time, seq: z.int() }).nullable(),
  }),
  /** Somebody looks at the missed calls. */
  'callLog.look': nothing,
  'callLog.export': callLogFilter,
  /** Keeps a picture of the bar and of the station, for a report. */
  'outage.keepCapture': nothing,
  'outage.forgetCaptures': nothing,
  'directory.search': z.strictObject({
    text: z.string().max(1_000),
    kind: z.enum(entryKinds).nullable(),
    group: sourceName.nullable(),
    limit: z.int().min(1).max(500),
  }),
  'directory.favourites': nothing,
  'directory.summary': nothing,
  'directory.save': z.strictObject({ id: entryId.nullable(), content: contentSchema }),
  'directory.remove': z.strictObject({ id: entryId }),
  'directory.setFavourite': z.strictObject({ id: entryId, favourite: z.boolean() }),
  'directory.forgetSource': z.strictObject({ source: sourceName }),
  'directory.chooseFile': nothing,
  /** Reads the site's LDAP directory. */
  'directory.readLdap': nothing,
  'directory.previewAs': z.strictObject({ source: sourceName }),
  'directory.applyImport': nothing,
  'directory.closeImport': nothing,
  'directory.export': nothing,
  'settings.placeBar': z.strictObject({ displayId: z.int() }),
  'settings.zoom': z.strictObject({ factor: z.literal(zoomFactors) }),
  'settings.collapseBar': z.strictObject({ collapsed: z.boolean() }),
  'settings.setShortcut': z.strictObject({
    action: z.enum(shortcutActions),
    keys: z.string().min(1).max(60).nullable(),
  }),
  'settings.resetShortcuts': nothing,
  'station.openBoard': nothing,
  'notice.dismiss': z.strictObject({ id: z.int() }),
  'app.quit': nothing,
  'link.open': z.strictObject({ url: z.url().max(500) }),
  'training.insertCard': z.strictObject({ cardId: z.string().min(1).max(100) }),
  'training.removeCard': nothing,
  'training.damageCard': z.strictObject({
    damage: z.enum(trainingDamages),
  }),
  'training.followLink': z.strictObject({ messageId: z.string().min(1).max(100) }),
  'training.answerEcps': z.strictObject({ requestId: z.string().min(1).max(100), accept: z.boolean() }),
  'training.breakPortal': z.strictObject({ broken: z.boolean() }),
  'training.call': z.strictObject({ callerId: z.string().min(1).max(100) }),
  'training.exercise': exerciseSchema,
} as const;

const barRequests = {
  'bar.view': nothing,
  'bar.collapse': z.strictObject({ collapsed: z.boolean() }),
  /** Shows or puts away the row of the secondary commands. */
  'bar.expand': z.strictObject({ expanded: z.boolean() }),
  'bar.openStation': nothing,
  /** « Vérifier le poste », on one point. */
  'bar.openVerification': z.strictObject({ id: z.string().min(1).max(200) }),
  /** What a key or a link asked in vain was read. */
  'bar.dismissRefusal': nothing,
  /** Asks the regulation software to show the file of a call. */
  'lrm.showFile': z.strictObject({ callId: id }),
  'bar.openBoard': nothing,
  'agent.set': agentState,
  'bar.openDial': dialPurpose,
  'phone.command': phoneCommand,
} as const;

/** The number field: a window of its own, so that the bar itself never takes the keyboard. */
const dialRequests = {
  'dial.view': nothing,
  'dial.close': nothing,
  /** The height that its content needs, in CSS pixels. */
  'dial.fit': z.strictObject({ height: z.int().min(60).max(1_000) }),
  /** Whom a name or the beginning of a number finds: colleagues, then the directory. */
  'dial.find': z.strictObject({ text: z.string().max(1_000) }),
  /** What was dialled lately by who works here. */
  'dial.recent': nothing,
  /** What a text means for whoever wants to call it, by the rules of the site. */
  'dial.read': z.strictObject({ text: typed }),
  'phone.command': phoneCommand,
} as const;

/** Waiting rooms and colleagues. */
const boardRequests = {
  'board.view': nothing,
  'phone.command': phoneCommand,
  'agent.set': agentState,
} as const;

/** What is laid out on paper, out of sight. */
const reportRequests = {
  'report.view': nothing,
  /** It is laid out, letters included. */
  'report.ready': nothing,
} as const;

/** Which window may ask what. */
export const requests = {
  station: stationRequests,
  bar: barRequests,
  dial: dialRequests,
  board: boardRequests,
  report: reportRequests,
} as const;

import type { CallLogFilter } from './views.ts';

export type { Bridge, Channel, Reply, Request, Views, WindowKind } from './door.ts';
export { viewChannel } from './door.ts';
