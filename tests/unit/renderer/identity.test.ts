import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../electron/failures/index.ts';
import type { CardView } from '../../../electron/ipc/rooms/identity.ts';
import { cardFailure } from '../../../renderer/station/identity/card-failure.ts';
import { pinDigits, takePin } from '../../../renderer/station/identity/pin.ts';
import { failureText } from '../../../renderer/ui/failure-text.ts';

describe('the PIN', () => {
  it('leaves its field as bytes, and the field empty', () => {
    const field = { value: '0420' };
    expect(takePin(field)).toEqual(new Uint8Array([0x30, 0x34, 0x32, 0x30]));
    expect(field.value).toBe('');
  });

  it.each(['', '123', '12345', '12a4', '١٢٣٤'])('is not sent when it is not four digits: %j', (typed) => {
    const field = { value: typed };
    expect(takePin(field)).toBeNull();
    expect(field.value).toBe('');
  });

  it('keeps at most four digits of what is typed', () => {
    fc.assert(fc.property(fc.string(), (typed) => /^[0-9]{0,4}$/.test(pinDigits(typed))));
  });
});

describe('the reader and its card', () => {
  const present: Extract<CardView, { kind: 'card-present' }> = {
    kind: 'card-present',
    reader: 'Lecteur',
    holder: {
      cardId: 'a',
      nationalId: '',
      familyName: 'RIVIERE',
      givenName: 'CAMILLE',
      kind: 'CPE',
      title: null,
      organisation: null,
      issuer: 'AC',
      notBefore: '2025-01-14T12:00:00Z',
      notAfter: '2028-01-14T12:00:00Z',
    },
    validity: 'valid',
    pinTriesLeft: 3,
    inUse: false,
  };

  it.each([
    ['middleware-missing', 'Card_MiddlewareMissing'],
    ['service-stopped', 'Card_ServiceStopped'],
    ['no-reader', 'Card_NoReader'],
    ['not-answering', 'Card_NotAnswering'],
  ] as const)('%s is said as %s', (kind, code) => {
    expect(cardFailure({ kind })?.code).toBe(code);
  });

  it.each([
    ['reader-empty', 'Card_ReaderEmpty'],
    ['card-unknown', 'Card_Unknown'],
    ['no-certificate', 'Card_NoCertificate'],
  ] as const)('%s is said as %s', (kind, code) => {
    expect(cardFailure({ kind, reader: 'Lecteur' })?.code).toBe(code);
  });

  it('says nothing of a card that can be used, nor while it looks', () => {
    expect(cardFailure(present)).toBeNull();
    expect(cardFailure({ kind: 'starting' })).toBeNull();
    expect(cardFailure({ kind: 'reading', reader: 'Lecteur' })).toBeNull();
  });

  it('names the day on which an expired card expired', () => {
    const failure = cardFailure({ ...present, validity: 'expired' });
    expect(failure && failureText(failure, '').cause).toContain('14 janvier 2028');
  });

  it('asks for no PIN of a blocked card', () => {
    expect(cardFailure({ ...present, pinTriesLeft: 0 })?.code).toBe('Card_PinBlocked');
  });
});

describe('the text of a failure', () => {
  it('shows the values of the failure', () => {
    expect(failureText({ code: 'Card_PinWrong', parameters: { triesLeft: 2 } }, '').cause).toContain('2');
  });

  it('names the support of this site, on one line', () => {
    expect(failureText({ code: 'Request_Failed' }, '02 99 00 00 01').remedy).toContain(
      '02\u00a099\u00a000\u00a000\u00a001',
    );
  });

  it('leaves nothing to fill in but the values of the failure', () => {
    for (const code of Object.keys(catalogue) as (keyof typeof catalogue)[]) {
      const { title, cause, remedy } = failureText({ code }, '15');
      expect(`${title} ${cause} ${remedy}`).not.toContain('{helpdesk}');
    }
  });

  it('begins with what the attempt left behind', () => {
    const failure = { code: 'Phone_NotConfirmed' } as const;
    const told = failureText({ ...failure, left: 'Phone_LeftOnHold' }, '15');
    expect(told.title).toBe('Reprendre l’appel en garde');
    expect(told.cause).toMatch(/il attend toujours\. Le téléphone n’a pas confirmé/);
    expect(told.remedy).toBe(failureText(failure, '15').remedy);
  });

  it('keeps whether trying again helps', () => {
    expect(failureText({ code: 'Card_PinBlocked' }, '').retry).toBe(catalogue.Card_PinBlocked.retry);
  });
});
