import type { DegradedAccess } from './degraded/ports.ts';

/** What cannot be remembered never prevents work, nor what is to be remembered after it. */
export function forgiving(access: DegradedAccess): DegradedAccess {
  const forgive = (remembered: Promise<void>) => remembered.catch(() => undefined);
  return {
    get offered() {
      return access.offered;
    },
    noteSignIn: (...sign) => forgive(access.noteSignIn(...sign)),
    forget: (cardId) => forgive(access.forget(cardId)),
    noteClaim: (claim) => forgive(access.noteClaim(claim)),
    judge: (card) => access.judge(card),
    claim: (number) => access.claim(number),
    record: (session) => forgive(access.record(session)),
    unreported: () => access.unreported(),
    reported: (ids) => forgive(access.reported(ids)),
  };
}
