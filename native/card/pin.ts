import type { PinTries, SignFailure } from './protocol.ts';

const PIN_LENGTH = 4;
const DIGIT_ZERO = 0x30;
const DIGIT_NINE = 0x39;

/** Token flags of CK_TOKEN_INFO (PKCS#11 2.40, section 4.2.2): the only source of the tries left. */
const CKF = {
  USER_PIN_COUNT_LOW: 0x0001_0000,
  USER_PIN_FINAL_TRY: 0x0002_0000,
  USER_PIN_LOCKED: 0x0004_0000,
} as const;

/** A CPx PIN has four digits. Others are refused before the card is touched, so that none costs a try. */
export function isWellFormedPin(pin: Uint8Array): boolean {
  return pin.length === PIN_LENGTH && pin.every((byte) => byte >= DIGIT_ZERO && byte <= DIGIT_NINE);
}

/** Tries left as the flags of a token tell: no flag = 3. */
export function pinTriesFromFlags(flags: number): PinTries {
  if (flags & CKF.USER_PIN_LOCKED) return 0;
  if (flags & CKF.USER_PIN_FINAL_TRY) return 1;
  if (flags & CKF.USER_PIN_COUNT_LOW) return 2;
  return 3;
}

/** The failure of a wrong PIN after which `triesLeft` remain. */
export function wrongPin(triesLeft: PinTries): SignFailure {
  if (triesLeft === 0) return { code: 'Card_PinBlocked' };
  if (triesLeft === 1) return { code: 'Card_PinLastTry' };
  return { code: 'Card_PinWrong', triesLeft };
}
