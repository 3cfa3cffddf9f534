import { plainText } from './plain-text.ts';

export type UriScheme = 'tel' | 'callto' | 'sip' | 'sips';

const schemes: readonly string[] = ['tel', 'callto', 'sip', 'sips'] satisfies readonly UriScheme[];
const start = /^\s*([a-z]+):(?:\/\/)?/i;
/** RFC 3966 §5.1.5: only a context of digits says more of the number than where it is valid. */
const globalContext = /^\+[0-9]{1,15}$/;
const extensionDigits = /^[0-9]{1,7}$/;

/** The parts of a link to a number, as they are written there. */
export interface NumberUri {
  readonly scheme: UriScheme;
  /** With its visual separators, not judged yet. */
  readonly number: string;
  readonly extension: string | null;
}

/** The scheme of a text that is a link to a number, or null. */
export function uriScheme(text: string): UriScheme | null {
  const named = start.exec(text)?.[1]?.toLowerCase() ?? '';
  return isUriScheme(named) ? named : null;
}

/**
 * What a `tel:` (RFC 3966), `callto:` or `sip:` link (RFC 3261 §19.1) calls; null when it is no such link, or its
 * percent encoding is broken. Hosts, headers and parameters other than `ext` and `phone-context` say nothing here.
 */
export function readNumberUri(text: string): NumberUri | null {
  const scheme = uriScheme(text);
  const decoded = scheme && percentDecoded(text.replace(start, ''));
  if (!scheme || decoded === null) return null;
  const address = plainText(decoded).split('?')[0] ?? '';
  const [number = '', ...parameters] = withoutHost(scheme, address).split(';');
  const context = parameterOf(parameters, 'phone-context');
  const extension = parameterOf(parameters, 'ext')?.replace(/[-.() ]/g, '') ?? '';
  return {
    scheme,
    number: context && globalContext.test(context) ? `${context}${number}` : number,
    extension: extensionDigits.test(extension) ? extension : null,
  };
}

function isUriScheme(name: string): name is UriScheme {
  return schemes.includes(name);
}

/** A SIP address carries a number, its parameters and sometimes a password before its host. */
function withoutHost(scheme: UriScheme, address: string): string {
  if (scheme === 'tel' || scheme === 'callto') return address;
  const at = address.lastIndexOf('@');
  return at < 0 ? address : (address.slice(0, at).split(':')[0] ?? '');
}

function parameterOf(parameters: readonly string[], name: string): string | null {
  const written = parameters.find((parameter) => parameter.toLowerCase().startsWith(`${name}=`));
  return written?.slice(name.length + 1).trim() ?? null;
}

function percentDecoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
