import type { TrainingCall, TrainingNumber } from './exchange.ts';

const xml = '<?xml version="1.0" encoding="UTF-8"?>';

/** The calls of a phone as a full `dialog-info` document (RFC 4235 §4). */
export function dialogInfo(
  number: string,
  domain: string,
  version: number,
  calls: readonly TrainingCall[],
): string {
  return [
    xml,
    `<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="${version}" state="full"`,
    ` entity="sip:${number}@${domain}">`,
    ...calls.map((call) => dialog(call, domain)),
    '</dialog-info>',
  ].join('');
}

function dialog(call: TrainingCall, domain: string): string {
  const { number, displayName } = call.remote;
  const uri = number === null ? 'sip:anonymous@anonymous.invalid' : `sip:${number}@${domain}`;
  const display = displayName === null ? '' : ` display="${escapeXml(displayName)}"`;
  const rendering = call.held ? 'no' : 'yes';
  return [
    `<dialog id="${call.id}" call-id="${call.id}" local-tag="${call.localTag}"`,
    ` remote-tag="${call.remoteTag}" direction="${call.direction}">`,
    `<state>${call.state}</state>`,
    `<local><identity>sip:${call.number}@${domain}</identity><target uri="sip:${call.number}@${domain}">`,
    `<param pname="+sip.rendering" pval="${rendering}"/></target></local>`,
    `<remote><identity${display}>${escapeXml(uri)}</identity><target uri="${escapeXml(uri)}"/></remote>`,
    '</dialog>',
  ].join('');
}

/** The devices of a number as a full `reginfo` document (RFC 3680 §5). */
export function regInfo(phone: TrainingNumber, domain: string, version: number): string {
  const devices = phone.registered ? (phone.devices ?? 1) : 0;
  const aor = `sip:${phone.number}@${domain}`;
  return [
    xml,
    `<reginfo xmlns="urn:ietf:params:xml:ns:reginfo" version="${version}" state="full">`,
    `<registration aor="${aor}" id="r${phone.number}" state="${devices > 0 ? 'active' : 'terminated'}">`,
    ...Array.from({ length: devices }, (_, index) => contact(phone, index)),
    '</registration></reginfo>',
  ].join('');
}

function contact({ number, label }: TrainingNumber, index: number): string {
  const instance = `&lt;urn:uuid:00000000-0000-4000-8000-${number.padStart(10, '0')}0${index + 1}&gt;`;
  return [
    `<contact id="c${index}" state="active" event="registered">`,
    `<uri>sip:${number}@device${index + 1}.invalid</uri>`,
    `<unknown-param name="+sip.instance">"${instance}"</unknown-param>`,
    `<unknown-param name="user-agent">Bandeau formation (${escapeXml(label)})</unknown-param>`,
    '</contact>',
  ].join('');
}

function escapeXml(text: string): string {
  return text.replace(/[<>&"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
