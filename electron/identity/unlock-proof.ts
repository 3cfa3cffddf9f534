import { randomBytes } from 'node:crypto';

const PURPOSE = 'Bandeau: unlock this station\0';

/** What a card signs to prove that it is here now: never what an assertion could be, never the same twice. */
export function unlockChallenge(): Uint8Array {
  return Buffer.concat([Buffer.from(PURPOSE), randomBytes(32)]);
}
