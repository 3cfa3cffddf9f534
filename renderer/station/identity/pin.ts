export const pinLength = 4;

/** What of a typed text can be a PIN: its digits, at most four. */
export function pinDigits(typed: string): string {
  return typed.replace(/[^0-9]/g, '').slice(0, pinLength);
}

/** Takes the PIN out of its field as ASCII bytes and empties the field; null when it is not four digits. */
export function takePin(field: { value: string }): Uint8Array<ArrayBuffer> | null {
  const typed = field.value;
  field.value = '';
  if (!/^[0-9]{4}$/.test(typed)) return null;
  return Uint8Array.from(typed, (digit) => digit.charCodeAt(0));
}
