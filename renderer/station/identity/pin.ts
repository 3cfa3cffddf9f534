import { takeBytes, typedDigits } from './secret.ts';

export const pinLength = 4;

/** What of a typed text can be a PIN: its digits, at most four. */
export function pinDigits(typed: string): string {
  return typedDigits(typed, pinLength);
}

/** Takes the PIN out of its field as ASCII bytes and empties the field; null when it is not four digits. */
export function takePin(field: { value: string }): Uint8Array<ArrayBuffer> | null {
  const isPin = /^[0-9]{4}$/.test(field.value);
  const bytes = takeBytes(field);
  return isPin ? bytes : null;
}
