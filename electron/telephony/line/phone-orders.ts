import { fail, ok, type Result } from '../../failures/index.ts';
import type { DialogReference } from '../connections.ts';
import type { SipRequest, SipResponse, SipUserAgent } from '../sip/sip-link.ts';
import type { PhoneFeatures, PhoneOrder } from './line.ts';

/**
 * Orders a phone to do something with one of its dialogs, named by `Target-Dialog` (RFC 4538): NOTIFY `talk` or
 * `hold`, or REFER with `method=BYE` and no subscription (RFC 4488). Fails with `Phone_ActionRefused` and the code.
 */
export async function orderPhone(
  agent: SipUserAgent,
  phone: string,
  order: PhoneOrder,
  dialog: DialogReference,
  deadline: number,
): Promise<Result<undefined>> {
  const target = `Target-Dialog: ${targetDialog(dialog)}`;
  const request: SipRequest =
    order === 'bye'
      ? {
          method: 'REFER',
          uri: phone,
          headers: [target, `Refer-To: <${byeUri(dialog, phone)}>`, 'Refer-Sub: false'],
          deadline,
        }
      : {
          method: 'NOTIFY',
          uri: phone,
          headers: [target, `Event: ${order}`, 'Subscription-State: terminated;reason=noresource'],
          deadline,
        };
  return resultOf(await agent.request(request));
}

/** These say for good that a phone does not tell; after any other refusal, a busy phone's too, it is asked again. */
const neverTells = new Set([403, 405, 501]);

/** What a phone answers to OPTIONS, and the types of bodies that it takes; null where it does not say. */
export interface PhoneAnswer {
  readonly features: PhoneFeatures;
  readonly accept: readonly string[] | null;
}

/** What the phone says it can, from OPTIONS (RFC 3261 §11); null when it has not told within `deadline` ms. */
export async function askFeatures(
  agent: SipUserAgent,
  phone: string,
  deadline: number,
): Promise<PhoneAnswer | null> {
  const response = await agent.request({ method: 'OPTIONS', uri: phone, deadline });
  if (neverTells.has(response.code)) {
    return { features: { allow: null, allowEvents: [], supported: [] }, accept: null };
  }
  if (response.code < 200 || response.code > 299) return null;
  const list = (name: string): string[] => response.headers(name).map((value) => value.toLowerCase());
  const told = (values: string[]): string[] | null => (values.length > 0 ? values : null);
  return {
    features: {
      allow: told(list('Allow')),
      allowEvents: list('Allow-Events'),
      supported: list('Supported'),
    },
    accept: told(list('Accept').map((type) => type.split(';')[0]?.trim() ?? '')),
  };
}

/** A final answer as a result: 408 and 503 mean that the phone was not reached. */
export function resultOf({ code }: Pick<SipResponse, 'code'>): Result<undefined> {
  if (code >= 200 && code < 300) return ok();
  if (code === 408) return fail('Phone_NotConfirmed');
  return code === 503 ? fail('Phone_LinkDown') : fail('Phone_ActionRefused', { code });
}

/** The tags are those of the phone: RFC 4538 §7 has them as the recipient of the request sees its dialog. */
function targetDialog({ callId, localTag, remoteTag }: DialogReference): string {
  const remote = remoteTag === null ? '' : `;remote-tag=${safeToken(remoteTag)}`;
  return `${safeToken(callId)};local-tag=${safeToken(localTag)}${remote}`;
}

function byeUri({ remoteTarget }: DialogReference, phone: string): string {
  const uri = remoteTarget !== null && /^sips?:[^\s<>"?\r\n]+$/i.test(remoteTarget) ? remoteTarget : phone;
  return `${uri};method=BYE`;
}

/** These values came from the network and go into a header: nothing but what RFC 3261 allows in a Call-ID. */
function safeToken(value: string): string {
  return value.replace(/[^A-Za-z0-9.!%*_+`'~()<>:\\"/[\]?{}@-]/g, '');
}
