import { fail } from '../failures/index.ts';
import { readNumberUri } from './number-uri.ts';
import { type DialReading, prepareDial } from './prepare-dial.ts';
import type { SiteRules } from './site-rules.ts';

/** No link to a number is longer. */
const LONGEST = 300;

const plainNumber = /^\+?[0-9(). -]+$/;
const serviceCode = /[#*]/;
const malformed: DialReading = { kind: 'refused', failure: fail('Link_Malformed').failure };

/**
 * What a link from outside, of a web page or a mail, asks to call: one plain number, no text around, and none of the
 * codes by which an exchange is set up (`tel:*21*…` would divert the phone). Refused with `Link_Malformed` or
 * `Link_ServiceCode`, or as the site's rules refuse.
 */
export function readLink(link: string, rules: SiteRules): DialReading {
  const uri = link.length > LONGEST ? null : readNumberUri(link);
  if (!uri) return malformed;
  if (serviceCode.test(uri.number)) return { kind: 'refused', failure: fail('Link_ServiceCode').failure };
  if (!plainNumber.test(uri.number)) return malformed;
  const reading = prepareDial(link, rules);
  return reading.kind === 'several' ? malformed : reading;
}
