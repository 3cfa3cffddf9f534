import pkcs11js from 'pkcs11js';
import { describe, expect, it } from 'vitest';
import { CKR, type Meaning, meaningOf, meaningOfError } from '../../../native/card/errors.ts';
import { isWellFormedPin, pinTriesFromFlags, wrongPin } from '../../../native/card/pin.ts';

const { CKF_USER_PIN_COUNT_LOW, CKF_USER_PIN_FINAL_TRY, CKF_USER_PIN_LOCKED } = pkcs11js;

describe('a return value of PKCS#11', () => {
  it('has the number that the standard gives its name', () => {
    const known = Object.entries(pkcs11js).filter(([name]) => name in CKR);

    expect(Object.fromEntries(known)).toEqual(CKR);
  });

  it.each<[keyof typeof CKR, Meaning]>([
    ['CKR_PIN_INCORRECT', 'pin-wrong'],
    ['CKR_PIN_LOCKED', 'pin-blocked'],
    ['CKR_PIN_LEN_RANGE', 'pin-format'],
    ['CKR_DEVICE_REMOVED', 'removed'],
    ['CKR_TOKEN_NOT_PRESENT', 'removed'],
    ['CKR_SESSION_HANDLE_INVALID', 'removed'],
    ['CKR_TOKEN_NOT_RECOGNIZED', 'unknown-token'],
    ['CKR_MECHANISM_INVALID', 'mechanism-refused'],
    ['CKR_USER_ALREADY_LOGGED_IN', 'already-logged-in'],
    ['CKR_DEVICE_ERROR', 'refused'],
    ['CKR_GENERAL_ERROR', 'refused'],
  ])('%s means %s', (name, meaning) => {
    expect(meaningOf(CKR[name])).toBe(meaning);
  });

  it('that a vendor invented is a refusal', () => {
    expect(meaningOf(0x8000_0001)).toBe('refused');
    expect(meaningOfError(new Error('anything'))).toBe('refused');
    expect(meaningOfError(undefined)).toBe('refused');
  });
});

describe('a PIN', () => {
  it('has four digits, and is refused otherwise before the card is touched', () => {
    expect(isWellFormedPin(Buffer.from('0000'))).toBe(true);
    for (const pin of ['', '123', '12345', '12a4', '１２３４'])
      expect(isWellFormedPin(Buffer.from(pin))).toBe(false);
  });

  it('has the tries left that the token flags tell', () => {
    expect(pinTriesFromFlags(0)).toBe(3);
    expect(pinTriesFromFlags(CKF_USER_PIN_COUNT_LOW)).toBe(2);
    expect(pinTriesFromFlags(CKF_USER_PIN_COUNT_LOW | CKF_USER_PIN_FINAL_TRY)).toBe(1);
    expect(pinTriesFromFlags(CKF_USER_PIN_COUNT_LOW | CKF_USER_PIN_LOCKED)).toBe(0);
  });

  it('that is wrong warns of the last try, then tells that the card is blocked', () => {
    expect(wrongPin(2)).toEqual({ code: 'Card_PinWrong', triesLeft: 2 });
    expect(wrongPin(1)).toEqual({ code: 'Card_PinLastTry' });
    expect(wrongPin(0)).toEqual({ code: 'Card_PinBlocked' });
  });
});
