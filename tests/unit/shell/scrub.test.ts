import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scrub } from '../../../electron/shared/scrub.ts';

describe('a line of the log', () => {
  it.each([
    ['a telephone number', 'call from 0612345678 ended', '0612345678'],
    ['one written in pairs', 'call from 06 12 34 56 78 ended', '12 34'],
    ['one with dots', 'call from 02.40.08.33.33', '40.08'],
    ['one with +33', 'call from +33 6 12 34 56 78', '612'],
    ['an RPPS', 'subject 899700075064', '899700075064'],
    ['a NIR', 'patient 1 85 05 78 006 084 36', '78 006'],
    ['an e-mail address', 'sent to jeanne.martin@samu44.example', 'jeanne'],
    ['a SIP user', 'SUBSCRIBE sip:1501@samu44.example', '1501@'],
    ['a token', 'got eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln', 'eyJ'],
    ['a bearer header', 'authorization: Bearer abc.def', 'abc.def'],
    ['a secret in JSON', '{"access_token":"abcdef","x":1}', 'abcdef'],
    ['a name before an address', '"Jeanne Martin" <sip:1501@samu44.example>', 'Jeanne'],
  ])('shows no trace of %s', (_what, line, secret) => {
    expect(scrub(line)).not.toContain(secret);
  });

  it('keeps what helps: codes, short numbers, times', () => {
    expect(scrub('SUBSCRIBE refused: 489 after 120 ms, attempt 3')).toBe(
      'SUBSCRIBE refused: 489 after 120 ms, attempt 3',
    );
  });

  it('never lets six digits in a row through', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.integer({ min: 100_000, max: 999_999_999 }),
        fc.string(),
        (before, number, after) => {
          expect(scrub(`${before}${number}${after}`)).not.toMatch(/\d{6}/);
        },
      ),
    );
  });
});
