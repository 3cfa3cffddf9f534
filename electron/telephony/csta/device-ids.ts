import { z } from 'zod';
import { child, type XmlElement } from '../documents/bounded-xml.ts';
import { partyOf, userPart } from '../identities.ts';
import { dialable, sameNumber } from '../numbers.ts';
import type { CallParty } from '../ports.ts';

/** A text of a phone that is shown or sent back to it. */
export const shortText = z.string().max(512);

export const connectionIdSchema = z.object({
  callId: shortText.min(1),
  /** Null where the phone leaves it out. */
  deviceId: shortText.min(1).nullable(),
});

/** The text of a child, trimmed; null when it is absent or empty. */
export function textOf(element: XmlElement | undefined, name: string): string | null {
  return child(element, name)?.text.trim() || null;
}

/** A connection identifier (ECMA-323 §9), to be checked by `connectionIdSchema`. */
export function readConnectionId(element: XmlElement | undefined): unknown {
  return { callId: textOf(element, 'callID'), deviceId: textOf(element, 'deviceID') };
}

/**
 * What a device parameter names: the text of its `deviceIdentifier`, or its own. Null where it is not known or
 * restricted, which are elements without text.
 */
export function readDevice(element: XmlElement | undefined): string | null {
  if (!element) return null;
  const [named] = ['deviceIdentifier', 'numberDialed', 'deviceID'].flatMap(
    (name) => textOf(element, name) ?? [],
  );
  return named ?? (element.text.trim() || null);
}

/** Who a device identifier is: a SIP or tel URI, digits, a name-addr, or `N<number>name` (ECMA-269 §12.3.12). */
export function partyOfDevice(device: string | null): CallParty {
  const { uri, name } = readIdentifier(device);
  const { number, displayName } = partyOf(uri, name);
  return { number, displayName };
}

/** Whether a device identifier names the watched phone, whose users and numbers are `own`. */
export function isOwnDevice(device: string, own: readonly string[]): boolean {
  const { uri } = readIdentifier(device);
  const user = userPart(uri);
  const { number } = partyOf(uri, null);
  return own.some((mine) => mine === user || (dialable(mine) !== null && sameNumber(number, mine)));
}

function readIdentifier(device: string | null): { uri: string | null; name: string | null } {
  const text = device?.trim() ?? '';
  if (text === '') return { uri: null, name: null };
  const canonical = /^N<([^<>]*)>(.*)$/s.exec(text);
  if (canonical) return { uri: withScheme(canonical[1] ?? ''), name: canonical[2] || null };
  const nameAddress = /^(?:"((?:[^"\\]|\\.)*)"|([^"<>]*))\s*<([^<>]*)>/s.exec(text);
  if (nameAddress) {
    const name = (nameAddress[1]?.replace(/\\(.)/g, '$1') ?? nameAddress[2] ?? '').trim();
    return { uri: withScheme(nameAddress[3] ?? ''), name: name || null };
  }
  return { uri: withScheme(text), name: null };
}

function withScheme(address: string): string {
  if (/^\s*(sips?|tel):/i.test(address)) return address;
  return address.includes('@') ? `sip:${address}` : `tel:${address}`;
}
