import { describe, expect, it, test, vi } from 'vitest';
import { OfferedNumbers } from '../../../electron/dialling/offered-numbers.ts';
import { readLink } from '../../../electron/dialling/read-link.ts';
import { type Failure, fail, ok, type Result } from '../../../electron/failures/index.ts';
import type { SessionState } from '../../../electron/identity/index.ts';
import { operatorCommand } from '../../../electron/operator-command.ts';
import { readCommandLine } from '../../../electron/settings/command-line.ts';
import { diallingSchema } from '../../../electron/settings/schemas/dialling.ts';
import { Subject } from '../../../electron/shared/listeners.ts';
import type { PhoneCommand } from '../../../electron/telephony/ports.ts';

const rules = diallingSchema.parse({});

describe('a link from outside', () => {
  test.for([
    ['tel:+33240083333', '0240083333'],
    ['tel:1501;phone-context=samu44.example', '1501'],
    ['callto:02.40.08.33.33', '0240083333'],
    ['tel:15', '15'],
    ['tel:*21*0612345678%23', 'Link_ServiceCode'],
    ['tel:%2321%23', 'Link_ServiceCode'],
    ['tel:appelez le 0892701239', 'Link_Malformed'],
    ['tel:0240083333 0639981234', 'Link_Malformed'],
    ['tel:0240083333%0A0639981234', 'Link_Malformed'],
    ['tel:', 'Link_Malformed'],
    ['tel:%', 'Link_Malformed'],
    [`tel:${'1'.repeat(10_000)}`, 'Link_Malformed'],
    ['https://example/?tel=0240083333', 'Link_Malformed'],
    ['tel:1', 'Number_TooShort'],
  ] as const)('%s: %s', ([link, expected]) => {
    const reading = readLink(link, rules);
    const read =
      reading.kind === 'ready'
        ? reading.choice.dialled
        : reading.kind === 'refused'
          ? reading.failure.code
          : reading.kind;
    expect(read).toBe(expected);
  });

  it('is found on the command line behind switches that are not ours', () => {
    const argv = ['--allow-file-access-from-files', '--config', '/site.json', '--', 'tel:+33240083333'];
    expect(readCommandLine(argv)).toMatchObject({ configFile: '/site.json', link: 'tel:+33240083333' });
    expect(readCommandLine(['.', '--lang=fr'])).toMatchObject({ link: null });
  });
});

/** A station with these keys; `told` and `dialled` are what came of an offer, `current` what is in the field. */
function station(keys: object = {}, phone: Result<undefined> = ok()) {
  const told: string[] = [];
  const dialled: string[] = [];
  const openField = vi.fn();
  const state: { refusal: Failure | null } = { refusal: null };
  const offers = new OfferedNumbers({
    configuration: diallingSchema.parse(keys),
    refusal: () => state.refusal,
    dial: async (number) => {
      dialled.push(number);
      return phone;
    },
    openField,
    tell: ({ code }) => told.push(code),
  });
  return { offers, told, dialled, openField, state };
}

describe('a number that comes from outside the number field', () => {
  it('is offered there, by a link or copied, and nothing is dialled', async () => {
    const { offers, dialled, openField } = station();
    await offers.offerLink('tel:+33240083333');
    expect(offers.current.get()).toMatchObject({
      id: 1,
      reading: { kind: 'ready', choice: { number: '0240083333' } },
    });
    await offers.offerCopied('au 02 40 08 33 33 ou 06 39 98 12 34');
    expect(offers.current.get()).toMatchObject({ id: 2, reading: { kind: 'several' } });
    expect(openField).toHaveBeenCalledTimes(2);
    expect(dialled).toEqual([]);
    offers.withdraw();
    expect(offers.current.get()).toBeNull();
  });

  it('is dialled at once where the site wants it, and only what is surely one number', async () => {
    const { offers, dialled, openField } = station({ telLinks: 'dial', copiedNumber: 'dial' });
    await offers.offerLink('tel:+33240083333');
    await offers.offerCopied('rappeler au 02 40 08 33 34');
    expect(dialled).toEqual(['0240083333', '0240083334']);
    expect(openField).not.toHaveBeenCalled();
    await offers.offerCopied('chambre 12');
    await offers.offerCopied('02 40 08 33 33 ou 06 39 98 12 34');
    expect(dialled).toHaveLength(2);
    expect(openField).toHaveBeenCalledTimes(2);
  });

  it('is refused there with the reason when it is hostile', async () => {
    const { offers, openField } = station({ telLinks: 'dial' });
    await offers.offerLink('tel:*21*0612345678%23');
    expect(offers.current.get()).toMatchObject({ failure: { code: 'Link_ServiceCode' } });
    expect(openField).toHaveBeenCalledTimes(1);
  });

  it('comes back in the field with the reason when the phone refuses', async () => {
    const { offers } = station({ telLinks: 'dial' }, fail('Phone_CallAlreadyHeld'));
    await offers.offerLink('tel:+33240083333');
    expect(offers.current.get()).toMatchObject({
      failure: { code: 'Phone_CallAlreadyHeld' },
      reading: { kind: 'ready' },
    });
  });

  it('is refused by name while nobody may call, or where links are off', async () => {
    const signedOut = station();
    signedOut.state.refusal = fail('Link_NobodySignedIn').failure;
    await signedOut.offers.offerLink('tel:+33240083333');
    expect(signedOut.told).toEqual(['Link_NobodySignedIn']);
    expect(signedOut.openField).not.toHaveBeenCalled();
    const off = station({ telLinks: 'off' });
    await off.offers.offerLink('tel:+33240083333');
    expect(off.told).toEqual(['Link_Off']);
  });

  it('a flood of links opens the field once', async () => {
    const { offers, openField } = station();
    for (let index = 0; index < 100; index += 1) await offers.offerLink(`tel:02400833${10 + index}`);
    expect(openField).toHaveBeenCalledTimes(1);
  });
});

describe('a command of the operator', () => {
  const session = new Subject<SessionState>({
    kind: 'signed-out',
    failure: null,
  });

  it('reaches the phone with the number in the form of the site', async () => {
    const sent: PhoneCommand[] = [];
    const command = operatorCommand({
      session,
      phone: {
        command: async (one) => {
          sent.push(one);
          return ok();
        },
      },
      rules: diallingSchema.parse({ externalPrefix: '0', internalNumbers: '[1-9][0-9]{3}' }),
    });
    await command({ action: 'dial', number: 'rappeler au +33 2 40 08 33 33' });
    await command({ action: 'consult', callId: 'c', number: '1502' });
    await command({ action: 'pickUp', number: 'file-15' });
    expect(await command({ action: 'deflect', callId: 'c', number: 'urgences' })).toEqual(
      fail('Number_NotFound'),
    );
    expect(sent).toEqual([
      { action: 'dial', number: '00240083333' },
      { action: 'consult', callId: 'c', number: '1502' },
      { action: 'pickUp', number: 'file-15' },
    ]);
  });
});
