import { randomBytes } from 'node:crypto';
import { isSignedBy } from '../../native/card/signature.ts';
import { fail, ok, type Result } from '../failures/index.ts';
import type { PresentCard } from './card-presence.ts';
import type { CardReader } from './ports.ts';

const PURPOSE = 'Bandeau: unlock this station\0';

/**
 * Proves that the card is here, with a fresh signature: a middleware may remember certificates after the card has
 * gone. `pin` is overwritten by the reader. Fails with `Card_…`.
 */
export async function proveCard(
  reader: CardReader,
  { holder, chain }: PresentCard,
  pin: Uint8Array,
): Promise<Result<undefined>> {
  const challenge = unlockChallenge();
  const { cardId } = holder;
  const signature = await reader.sign({ cardId, pin, data: Uint8Array.from(challenge) });
  if (!signature.ok) return signature;
  const [certificate] = chain;
  if (certificate && isSignedBy(certificate, challenge, signature.value)) return ok();
  return fail('Card_SignatureRefused');
}

/** What a card signs to prove that it is here now: never what an assertion could be, never the same twice. */
export function unlockChallenge(): Uint8Array {
  return Buffer.concat([Buffer.from(PURPOSE), randomBytes(32)]);
}
