import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createSealer } from '../../../native/records/sealer.ts';

const key = randomBytes(32);
const sealer = createSealer(key);

describe('what is sealed', () => {
  it('opens with the same key and purpose, and with no other', () => {
    const sealed = sealer.seal('Allergique à la pénicilline', 'note');
    expect(Buffer.from(sealed).includes('pénicilline')).toBe(false);
    expect(createSealer(key).open(sealed, 'note')).toBe('Allergique à la pénicilline');
    expect(sealer.open(sealed, 'name')).toBeNull();
    expect(createSealer(randomBytes(32)).open(sealed, 'note')).toBeNull();
  });

  it('is never the same twice, and does not open once changed', () => {
    const [one, other] = [sealer.seal('a', 'note'), sealer.seal('a', 'note')];
    expect(Buffer.from(one).equals(other)).toBe(false);
    const changed = Uint8Array.from(one, (byte, index) => (index === one.length - 1 ? byte ^ 1 : byte));
    expect(sealer.open(changed, 'note')).toBeNull();
    expect(sealer.open(new Uint8Array(3), 'note')).toBeNull();
  });

  it('can be found again by an equal value, only with the key and for the same purpose', () => {
    const digest = Buffer.from(sealer.blind('+33240083333', 'number'));
    expect(digest.equals(createSealer(key).blind('+33240083333', 'number'))).toBe(true);
    expect(digest.equals(sealer.blind('+33240083333', 'name'))).toBe(false);
    expect(digest.equals(createSealer(randomBytes(32)).blind('+33240083333', 'number'))).toBe(false);
  });
});
