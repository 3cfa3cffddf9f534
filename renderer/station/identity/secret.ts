const encoder = new TextEncoder();

/** Takes what was typed out of its field as UTF-8 bytes and empties the field; whoever asked overwrites the bytes. */
export function takeBytes(field: { value: string }): Uint8Array<ArrayBuffer> {
  const bytes = encoder.encode(field.value);
  field.value = '';
  // The engine remembers the last text that a regular expression matched (`RegExp.input`): let it be another.
  /^/.test('');
  return bytes;
}

/** Takes a code of `length` digits out of its field and empties the field; null, and left as it is, when it is none. */
export function takeDigits(field: { value: string }, length: number): Uint8Array<ArrayBuffer> | null {
  if (field.value.length !== length || typedDigits(field.value, length) !== field.value) return null;
  return takeBytes(field);
}

/** What of a typed or pasted text can be a code: its ASCII digits, at most `length`. */
export function typedDigits(typed: string, length: number): string {
  return typed.replace(/[^0-9]/g, '').slice(0, length);
}
