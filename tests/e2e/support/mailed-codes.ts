import type { MailStand } from '../../stand/mail/index.ts';
import { waitFor } from '../../stand/process.ts';

const ARRIVAL_MS = 15_000;

/** Gives the newest code that was mailed to an address, or to a number at the SMS gateway, and not given yet. */
export function mailedCodes(mail: MailStand): (to: string) => Promise<string> {
  const given = new Set<string>();
  return async (to) => {
    const code = await waitFor(
      async () => {
        const mails = (await mail.messages()).filter((one) =>
          one.to.some((address) => address.startsWith(to)),
        );
        const codes = mails.flatMap(({ text }) => /\b\d{6}\b/.exec(text)?.[0] ?? []);
        return codes.findLast((candidate) => !given.has(candidate));
      },
      { timeoutMs: ARRIVAL_MS, what: 'a code by mail' },
    );
    given.add(code);
    return code;
  };
}
