import { z } from 'zod';
import { child, childrenOf, readXml, type XmlDrop, type XmlElement, type XmlLimits } from './bounded-xml.ts';

const shortText = z.string().max(512);

const partySchema = z.object({
  uri: shortText.nullable(),
  displayName: shortText.nullable(),
  /** Remote target: where requests inside the dialog go. */
  target: shortText.nullable(),
  /** RFC 3840 `sip.rendering` of the target: false when that side plays nothing, which is how hold shows. */
  rendering: z.boolean().nullable(),
});

const dialogSchema = z.object({
  id: shortText.min(1),
  callId: shortText.nullable(),
  localTag: shortText.nullable(),
  remoteTag: shortText.nullable(),
  direction: z.enum(['initiator', 'recipient']).nullable(),
  state: z.enum(['trying', 'proceeding', 'early', 'confirmed', 'terminated']),
  /** RFC 4235 §4.1.2: what caused the state, for example `cancelled` or `rejected`. */
  event: shortText.nullable(),
  /** Seconds since the dialog began. */
  duration: z.number().int().min(0).max(86_400_000).nullable(),
  replaces: shortText.nullable(),
  referredBy: shortText.nullable(),
  local: partySchema,
  remote: partySchema,
});

/** More than a phone ever has; a queue may. */
const PHONE_DIALOGS = 64;

const anyDialogInfoSchema = z.object({
  version: z.number().int().min(0).max(4_294_967_295),
  state: z.enum(['full', 'partial']),
  entity: shortText,
  dialogs: z.array(dialogSchema),
});

export const dialogInfoSchema = anyDialogInfoSchema.extend({
  dialogs: z.array(dialogSchema).max(PHONE_DIALOGS),
});

/** How much of a document is read; by default, what one phone may have. */
export interface DialogInfoLimits {
  readonly dialogs: number;
  readonly xml: XmlLimits;
}

/** A queue in a crisis: as many waiting calls as the longest SIP message can tell. */
export const queueLimits: DialogInfoLimits = { dialogs: 500, xml: { bytes: 128 * 1024, elements: 8_000 } };

export type Dialog = z.infer<typeof dialogSchema>;
export type DialogInfo = z.infer<typeof dialogInfoSchema>;

export type DocumentDrop = XmlDrop | 'invalid';

/** A document read, or the name of why it was dropped. */
export type Document<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly drop: DocumentDrop };

/**
 * Parses a `dialog-info` document (RFC 4235 §4). Elements are found by local name; what is unknown is passed over;
 * what does not hold (no version, unknown state, more than 64 dialogs or what `limits` has) drops the document.
 */
export function parseDialogInfo(text: string, limits?: DialogInfoLimits): Document<DialogInfo> {
  const root = readXml(text, limits?.xml);
  if (typeof root === 'string') return { ok: false, drop: root };
  if (root.name !== 'dialog-info') return { ok: false, drop: 'invalid' };
  const dialogs = childrenOf(root, 'dialog');
  if (dialogs.length > (limits?.dialogs ?? PHONE_DIALOGS)) return { ok: false, drop: 'invalid' };
  const read = anyDialogInfoSchema.safeParse({
    version: wholeNumber(root.attributes.get('version')),
    state: root.attributes.get('state'),
    entity: root.attributes.get('entity'),
    dialogs: dialogs.map(readDialog),
  });
  return read.success ? { ok: true, value: read.data } : { ok: false, drop: 'invalid' };
}

function readDialog(element: XmlElement): unknown {
  const { attributes } = element;
  const state = child(element, 'state');
  const referredBy = child(element, 'referred-by');
  const replaces = child(element, 'replaces');
  return {
    id: attributes.get('id'),
    callId: attributes.get('call-id') ?? null,
    localTag: attributes.get('local-tag') ?? null,
    remoteTag: attributes.get('remote-tag') ?? null,
    direction: attributes.get('direction') ?? null,
    // Kamailio writes « Trying » (RFC 4235 §4.1.4 has it in lower case).
    state: state?.text.trim().toLowerCase(),
    event: state?.attributes.get('event') ?? null,
    duration: wholeNumber(child(element, 'duration')?.text) ?? null,
    replaces: replaces?.attributes.get('call-id') ?? null,
    referredBy: referredBy?.text.trim() ?? null,
    local: readParty(child(element, 'local')),
    remote: readParty(child(element, 'remote')),
  };
}

function readParty(element: XmlElement | undefined): unknown {
  const identity = child(element, 'identity');
  const target = child(element, 'target');
  const rendering = target?.children.find(
    ({ name, attributes }) => name === 'param' && attributes.get('pname')?.toLowerCase() === '+sip.rendering',
  );
  // The schema of RFC 4235 says `pval`; several exchanges write `pvalue`.
  const value = rendering?.attributes.get('pval') ?? rendering?.attributes.get('pvalue');
  return {
    uri: identity?.text.trim() ?? null,
    displayName: identity?.attributes.get('display') ?? identity?.attributes.get('display-name') ?? null,
    target: target?.attributes.get('uri') ?? null,
    rendering: renderingOf(value),
  };
}

function renderingOf(value: string | undefined): boolean | null {
  if (value === 'yes') return true;
  return value === 'no' ? false : null;
}

function wholeNumber(text: string | undefined): number | undefined {
  const digits = text?.trim();
  return digits !== undefined && /^\d{1,10}$/.test(digits) ? Number(digits) : undefined;
}
