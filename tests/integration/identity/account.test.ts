import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fail } from '../../../electron/failures/index.ts';
import type { Tokens } from '../../../electron/identity/index.ts';
import { bytes, identifierOf, PASSWORD, startWays, type Ways } from './ways.ts';

let ways: Ways;
let tokens: Tokens;

beforeAll(async () => {
  ways = await startWays();
  tokens = await ways.byCard('noChannel');
});
afterAll(() => ways.server.stop());

describe('the account of a signed-in person', () => {
  it('is told whole', async () => {
    expect(await ways.account.account(tokens)).toMatchObject({
      ok: true,
      value: {
        identifier: identifierOf('noChannel'),
        password: { set: true },
        passwordPolicy: { minimumLength: 12 },
        channels: { phone: { state: 'none' }, email: { state: 'none' } },
      },
    });
    expect(await ways.account.account({ ...tokens, accessToken: 'x' })).toEqual(
      fail('Identity_SessionEnded'),
    );
  });

  it('gets a channel by a code that arrives there, and loses it', async () => {
    const { account } = ways;
    const test = await account.testChannel(tokens, 'phone', '+33698765432');
    if (!test.ok) throw new Error(test.failure.code);
    expect(test.value).toMatchObject({ channel: 'phone', value: '+33698765432', digits: 6 });
    const sent = ways.code();
    const wrong = String((Number(sent) + 1) % 1_000_000).padStart(6, '0');
    const triesLeft = test.value.triesLeft - 1;
    expect(await account.validateChannel(tokens, test.value, bytes(wrong))).toEqual(
      fail('Channel_CodeWrong', { triesLeft }),
    );
    expect(await account.validateChannel(tokens, test.value, bytes(sent))).toMatchObject({
      value: { channels: { phone: { value: '+33698765432', state: 'usable' } } },
    });
    expect(await account.validateChannel(tokens, test.value, bytes(sent))).toEqual(
      fail('Channel_CodeExpired'),
    );
    expect(await account.removeChannel(tokens, 'phone')).toMatchObject({
      value: { channels: { phone: { state: 'none' } } },
    });
  });

  it('says why no code is sent', async () => {
    const { account } = ways;
    expect(await account.testChannel(tokens, 'email', 'x')).toEqual(fail('Identity_RequestRefused'));
    expect(await account.testChannel(tokens, 'phone', '12')).toEqual(fail('Identity_RequestRefused'));
    ways.carry(false);
    expect(await account.testChannel(tokens, 'email', 'a@b.example')).toEqual(fail('Channel_SendFailed'));
    ways.carry(true);
  });

  it('gets another password under the policy', async () => {
    const { account } = ways;
    const change = (next: string) => account.changePassword(tokens, bytes(PASSWORD), bytes(next));
    expect(await account.changePassword(tokens, bytes('faux'), bytes('Nouveau-2026!!'))).toEqual(
      fail('Password_CurrentWrong'),
    );
    expect(await change('court')).toEqual(fail('Password_TooWeak'));
    expect(await change(PASSWORD)).toEqual(fail('Password_Reused'));
    expect(await account.changePassword(tokens, null, bytes('Nouveau "mot" \\ 2026 !'))).toMatchObject({
      value: { password: { set: true } },
    });
  });

  it('is told what was done without the portal, once', async () => {
    const session = {
      id: 'd1',
      subject: tokens.person.subject,
      openedAt: 1,
      closedAt: 2,
      phone: '1501',
      revocation: 'fresh' as const,
    };
    for (let told = 0; told < 2; told += 1) {
      expect(await ways.account.reportDegraded(tokens, [session])).toMatchObject({ ok: true });
    }
    expect(ways.server.degradedSessions()).toEqual([session]);
  });
});
