import { escapeMarkup } from '../../../shared/escape-markup.ts';
import type { Csta } from '../brands.ts';
import { uriOf } from '../documents.ts';
import type { Leg, Party } from '../exchange/model.ts';
import { tag } from './xml.ts';

/** How one phone writes devices and connections. */
export interface Writing {
  readonly csta: Csta;
  readonly domain: string;
}

/** A party as device of an event: `callingDevice`, `answeringDevice`, … (ECMA-323 §9.2). */
export function deviceOf(name: string, party: Party, { csta, domain }: Writing): string {
  if (party.number === null) return tag(name, '<notKnown/>');
  const id = identifier(party, { csta, domain });
  const named = csta.devices === 'named' && party.displayName !== null;
  const text = named ? `"${party.displayName?.replace(/["\\]/g, '\\$&')}" <${id}>` : id;
  return tag(name, tag('deviceIdentifier', escapeMarkup(text)));
}

/** A leg as connection: which call, at which device. */
export function connectionOf(name: string, leg: Leg, writing: Writing, callId = leg.call.id): string {
  return tag(name, tag('callID', callId) + tag('deviceID', escapeMarkup(identifier(leg.party, writing))));
}

function identifier(party: Party, { csta, domain }: Writing): string {
  if (party.number === null) return uriOf(party, domain);
  switch (csta.devices) {
    case 'tel':
      return `tel:${party.number}`;
    case 'bare':
      return party.number;
    default:
      return uriOf(party, domain);
  }
}

/** The number of a device as a request writes it: SIP or telephone URI, with a name or without, or digits alone. */
export function numberOf(device: string): string {
  const inside = /<([^>]*)>/.exec(device)?.[1] ?? device;
  return inside
    .replace(/^(sips?|tel):/i, '')
    .replace(/[@;].*$/, '')
    .trim();
}
