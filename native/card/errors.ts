/** Return values of PKCS#11 2.40 (section 6.1.2 of its header) that a signature or a reading may meet. */
export const CKR = {
  CKR_HOST_MEMORY: 0x02,
  CKR_SLOT_ID_INVALID: 0x03,
  CKR_GENERAL_ERROR: 0x05,
  CKR_FUNCTION_FAILED: 0x06,
  CKR_DEVICE_ERROR: 0x30,
  CKR_DEVICE_MEMORY: 0x31,
  CKR_DEVICE_REMOVED: 0x32,
  CKR_FUNCTION_CANCELED: 0x50,
  CKR_FUNCTION_NOT_SUPPORTED: 0x54,
  CKR_KEY_HANDLE_INVALID: 0x60,
  CKR_KEY_TYPE_INCONSISTENT: 0x63,
  CKR_KEY_FUNCTION_NOT_PERMITTED: 0x68,
  CKR_MECHANISM_INVALID: 0x70,
  CKR_MECHANISM_PARAM_INVALID: 0x71,
  CKR_PIN_INCORRECT: 0xa0,
  CKR_PIN_INVALID: 0xa1,
  CKR_PIN_LEN_RANGE: 0xa2,
  CKR_PIN_EXPIRED: 0xa3,
  CKR_PIN_LOCKED: 0xa4,
  CKR_SESSION_CLOSED: 0xb0,
  CKR_SESSION_COUNT: 0xb1,
  CKR_SESSION_HANDLE_INVALID: 0xb3,
  CKR_TOKEN_NOT_PRESENT: 0xe0,
  CKR_TOKEN_NOT_RECOGNIZED: 0xe1,
  CKR_USER_ALREADY_LOGGED_IN: 0x100,
  CKR_USER_NOT_LOGGED_IN: 0x101,
  CKR_USER_PIN_NOT_INITIALIZED: 0x102,
  CKR_USER_ANOTHER_ALREADY_LOGGED_IN: 0x104,
  CKR_CRYPTOKI_NOT_INITIALIZED: 0x190,
  CKR_CRYPTOKI_ALREADY_INITIALIZED: 0x191,
} as const;

/** What a return value means to a person who signs. `refused` may hide a removal: look at the reader. */
export type Meaning =
  | 'pin-wrong'
  | 'pin-format'
  | 'pin-blocked'
  | 'removed'
  | 'unknown-token'
  | 'mechanism-refused'
  | 'already-logged-in'
  | 'refused';

const meanings: ReadonlyMap<number, Meaning> = new Map([
  [CKR.CKR_PIN_INCORRECT, 'pin-wrong'],
  [CKR.CKR_PIN_INVALID, 'pin-format'],
  [CKR.CKR_PIN_LEN_RANGE, 'pin-format'],
  [CKR.CKR_PIN_LOCKED, 'pin-blocked'],
  [CKR.CKR_DEVICE_REMOVED, 'removed'],
  [CKR.CKR_TOKEN_NOT_PRESENT, 'removed'],
  [CKR.CKR_SESSION_CLOSED, 'removed'],
  [CKR.CKR_SESSION_HANDLE_INVALID, 'removed'],
  [CKR.CKR_SLOT_ID_INVALID, 'removed'],
  [CKR.CKR_TOKEN_NOT_RECOGNIZED, 'unknown-token'],
  [CKR.CKR_MECHANISM_INVALID, 'mechanism-refused'],
  [CKR.CKR_MECHANISM_PARAM_INVALID, 'mechanism-refused'],
  [CKR.CKR_USER_ALREADY_LOGGED_IN, 'already-logged-in'],
  [CKR.CKR_USER_ANOTHER_ALREADY_LOGGED_IN, 'already-logged-in'],
]);

/** The meaning of a return value; every other one, known or vendor-defined, is a refusal. */
export function meaningOf(returnValue: number): Meaning {
  return meanings.get(returnValue) ?? 'refused';
}

/** The return value that an exception of pkcs11js carries, or null when it comes from elsewhere. */
export function returnValueOf(error: unknown): number | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'number' ? error.code : null;
}

/** The meaning of an exception of pkcs11js. Its message is never passed on: a middleware may write anything there. */
export function meaningOfError(error: unknown): Meaning {
  const returnValue = returnValueOf(error);
  return returnValue === null ? 'refused' : meaningOf(returnValue);
}
