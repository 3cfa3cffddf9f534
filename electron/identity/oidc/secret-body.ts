/**
 * Bodies of requests that carry a password or a code: the secret goes from bytes to bytes and is never a string,
 * which nobody could overwrite. The body is the caller's to overwrite once sent.
 */
export type SecretFields = Readonly<Record<string, string | Uint8Array>>;

type Escapes = readonly Uint8Array[];

/** `application/x-www-form-urlencoded` (WHATWG URL §5.2); bytes are UTF-8 already. */
export function formBody(fields: SecretFields): Uint8Array<ArrayBuffer> {
  const pairs = Object.entries(fields).flatMap(([name, value], index) => [
    ...(index === 0 ? [] : [utf8('&')]),
    ...escaped(name, percentEncoding),
    utf8('='),
    ...escaped(value, percentEncoding),
  ]);
  return concatenated(pairs);
}

/** A JSON object of strings (RFC 8259 §7); bytes are UTF-8 already. */
export function jsonBody(fields: SecretFields): Uint8Array<ArrayBuffer> {
  const members = Object.entries(fields).flatMap(([name, value], index) => [
    utf8(`${index === 0 ? '' : ','}${JSON.stringify(name)}:"`),
    ...escaped(value, jsonEscapes),
    utf8('"'),
  ]);
  return concatenated([utf8('{'), ...members, utf8('}')]);
}

function escaped(value: string | Uint8Array, escapes: Escapes): Uint8Array[] {
  const bytes = typeof value === 'string' ? utf8(value) : value;
  return Array.from(bytes, (byte) => escapes[byte] ?? new Uint8Array());
}

/** What each byte value becomes. */
function tableOf(replace: (byte: number, character: string) => string | null): Escapes {
  return Array.from({ length: 256 }, (_, byte) => {
    const replaced = replace(byte, String.fromCharCode(byte));
    return replaced === null ? Uint8Array.of(byte) : utf8(replaced);
  });
}

const hex = (byte: number, digits: number) => byte.toString(16).toUpperCase().padStart(digits, '0');

const percentEncoding = tableOf((byte, character) =>
  /[A-Za-z0-9*._-]/.test(character) ? null : `%${hex(byte, 2)}`,
);

const jsonEscapes = tableOf((byte, character) => {
  if (character === '"' || character === '\\') return `\\${character}`;
  return byte < 0x20 ? `\\u${hex(byte, 4)}` : null;
});

function utf8(words: string): Uint8Array {
  return new TextEncoder().encode(words);
}

function concatenated(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
