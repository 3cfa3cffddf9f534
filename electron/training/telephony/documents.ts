import { escapeMarkup } from '../../shared/escape-markup.ts';
import type { Cause, Leg, Party } from './exchange/model.ts';
import type { TrainingNumber } from './exchange/stations.ts';

const xml = '<?xml version="1.0" encoding="UTF-8"?>';

/** The calls of a phone or queue as a full `dialog-info` document (RFC 4235 §4), its dialogs being written already. */
export function dialogInfo(number: string, domain: string, version: number, dialogs: string): string {
  return `${xml}<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="${version}" state="full" entity="sip:${number}@${domain}">${dialogs}</dialog-info>`;
}

export interface DialogOptions {
  readonly domain: string;
  /** Milliseconds since it began, where the notifier tells (RFC 4235 §4.1.3). */
  readonly age?: number | undefined;
}

/** One call at one phone, as the phone's dialog. */
export function dialog(leg: Leg, { domain, age }: DialogOptions): string {
  const { id, number, localTag, remoteTag, direction } = leg;
  const local = `sip:${number}@${domain}`;
  const rendering = leg.state === 'held' ? 'no' : 'yes';
  const duration = age === undefined ? '' : `<duration>${Math.floor(age / 1_000)}</duration>`;
  return `<dialog id="${id}" call-id="${id}" local-tag="${localTag}" remote-tag="${remoteTag}" direction="${direction}">${state(leg)}${duration}${replaces(leg)}<local><identity>${local}</identity><target uri="${local}"><param pname="+sip.rendering" pval="${rendering}"/></target></local>${remote(leg, domain)}</dialog>`;
}

function state({ state, cause, replacedBy }: Leg): string {
  const why = replacedBy ? ' event="replaced"' : endedBy(cause);
  if (state === 'cleared') return `<state${why}>terminated</state>`;
  return state === 'connected' || state === 'held' ? '<state>confirmed</state>' : '<state>early</state>';
}

/** RFC 4235 §4.1.4. */
function replaces({ replaces: replaced }: Leg): string {
  if (!replaced) return '';
  const { id, localTag, remoteTag } = replaced;
  return `<replaces call-id="${id}" local-tag="${localTag}" remote-tag="${remoteTag}"/>`;
}

/** RFC 4235 §3.7.1. */
function endedBy(cause: Cause | null): string {
  switch (cause) {
    case 'callCancelled':
      return ' event="cancelled"';
    case 'busy':
    case 'doNotDisturb':
      return ' event="rejected" code="486"';
    case 'destNotObtainable':
      return ' event="rejected" code="480"';
    default:
      return '';
  }
}

/** A conference is an address of its own, of which `isfocus` tells that several are there (RFC 4579 §5.2). */
function remote({ remote: party, call }: Leg, domain: string): string {
  if (party === null) {
    const uri = `sip:conference-${call.id}@${domain}`;
    return `<remote><identity>${uri}</identity><target uri="${uri}"><param pname="+isfocus" pval="true"/></target></remote>`;
  }
  const uri = escapeMarkup(uriOf(party, domain));
  const { displayName } = party;
  const display = displayName === null ? '' : ` display="${escapeMarkup(displayName)}"`;
  return `<remote><identity${display}>${uri}</identity><target uri="${uri}"/></remote>`;
}

/** RFC 3323 §4.1.1.3 for who withholds. */
export function uriOf({ number }: Party, domain: string): string {
  return number === null ? 'sip:anonymous@anonymous.invalid' : `sip:${number}@${domain}`;
}

/** The devices of a number as a full `reginfo` document (RFC 3680 §5). */
export function regInfo(phone: TrainingNumber, userAgent: string, domain: string, version: number): string {
  const devices = phone.registered ? (phone.devices ?? 1) : 0;
  const aor = `sip:${phone.number}@${domain}`;
  return [
    xml,
    `<reginfo xmlns="urn:ietf:params:xml:ns:reginfo" version="${version}" state="full">`,
    `<registration aor="${aor}" id="r${phone.number}" state="${devices > 0 ? 'active' : 'terminated'}">`,
    ...Array.from({ length: devices }, (_, index) => contact(phone, userAgent, index)),
    '</registration></reginfo>',
  ].join('');
}

function contact({ number, label }: TrainingNumber, userAgent: string, index: number): string {
  const instance = `&lt;urn:uuid:00000000-0000-4000-8000-${number.padStart(10, '0')}0${index + 1}&gt;`;
  return [
    `<contact id="c${index}" state="active" event="registered">`,
    `<uri>sip:${number}@device${index + 1}.invalid</uri>`,
    `<unknown-param name="+sip.instance">"${instance}"</unknown-param>`,
    `<unknown-param name="user-agent">${escapeMarkup(userAgent)} (${escapeMarkup(label)})</unknown-param>`,
    '</contact>',
  ].join('');
}
