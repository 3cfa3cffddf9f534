import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ComposedPhone } from '../../../electron/telephony/composed-phone.ts';
import { SipLine } from '../../../electron/telephony/line/sip-line.ts';
import { type DeskPhone, phoneActions } from '../../../electron/telephony/ports.ts';
import { openSupervisedLink } from '../../../electron/telephony/sip/supervised-link.ts';
import { serviceOf } from '../../../electron/telephony/verbs.ts';
import { brandNames, brands, startTrainingPhones } from '../../../electron/training/telephony/index.ts';
import { waitFor } from '../../stand/process.ts';
import { startTelephonyStand, type TelephonyStand } from '../../stand/telephony/index.ts';
import { targetOf } from './phones.ts';
import { clear, type LineRecord, recorded, tryVerb } from './verb-trials.ts';

const page = join(import.meta.dirname, '../../../docs/telephony.md');
const columns = [...brandNames, 'baresip', 'linphone'] as const;
type Column = (typeof columns)[number];

/** What was seen: for each phone, what each verb came to. */
const seen = new Map<Column, ReadonlyMap<string, string>>();

let opened: DeskPhone | undefined;

function open(servers: readonly string[], pickUpCode?: string): { phone: DeskPhone; record: LineRecord } {
  const record: LineRecord = { asked: [], services: null };
  const line = new SipLine({
    actionTimeout: 1_500,
    bindTimeout: 4_000,
    openLink: (identity) => openSupervisedLink({ servers, identity, heartbeat: 1 }),
  });
  opened = new ComposedPhone({ line: recorded(line, record), actionTimeout: 1_500, pickUpCode });
  return { phone: opened, record };
}

afterEach(() => opened?.close());

describe('in training', () => {
  test.for(brandNames)('%s is asked for every verb', async (brand) => {
    const exchange = await startTrainingPhones({
      numbers: [
        { number: '1501', label: 'Position 1', registered: true, brand },
        { number: '1502', label: 'Position 2', registered: true },
      ],
      answerAfter: 100,
    });
    const { phone, record } = open([exchange.url], '*8');
    const trial = { exchange, phone, number: '1501' };
    try {
      expect(await phone.bind(targetOf('1501', exchange.domain))).toMatchObject({ ok: true });
      const services = brands[brand].csta?.services ?? null;
      await waitFor(() => (record.services?.length ?? null) === (services?.length ?? null), {
        timeoutMs: 5_000,
        what: `the ${services?.length ?? 'no'} services of ${brand}`,
      });
      const outcomes = new Map<string, string>();
      for (const action of phoneActions) {
        outcomes.set(action, await tryVerb(trial, action, record));
        await clear(trial);
      }
      seen.set(brand, outcomes);
    } finally {
      await exchange.stop();
    }
  });
});

describe('behind a real exchange', () => {
  let stand: TelephonyStand;
  beforeAll(async () => {
    stand = await startTelephonyStand({ registrationSeconds: 60 });
  });
  afterAll(() => stand?.stop());

  test.for(['baresip', 'linphone'] as const)('%s can be dialled with, and no more', async (name) => {
    const { phone, record } = open([stand.wsUrl]);
    const other = stand.phones[name === 'baresip' ? 'linphone' : 'baresip'];
    const mine = stand.phones[name];
    expect(await phone.bind(targetOf(mine.number, stand.domain))).toMatchObject({ ok: true });
    const { capabilities } = phone.state.get();
    const outcomes = phoneActions.map((action): [string, string] => {
      const capability = capabilities[action];
      return [action, capability.available || capability.reason === 'phone-cannot' ? '–' : capability.reason];
    });
    mine.setAutoAnswer(true);
    const dialled = await phone.command({ action: 'dial', number: other.number });
    await other.until('ringing');
    await mine.hangup();
    await other.until('idle');
    mine.setAutoAnswer(false);
    const offered = phoneActions.filter((action) => capabilities[action].available);
    expect(offered).toEqual(['dial']);
    seen.set(
      name,
      new Map([...outcomes, ['dial', dialled.ok ? record.asked.join(' + ') : dialled.failure.code]]),
    );
  });
});

test('what was seen is what docs/telephony.md says (npx vitest -u writes it)', async () => {
  const before = await readFile(page, 'utf8');
  const [start, end] = [
    '<!-- verbs: made by tests/integration/telephony/verbs.test.ts -->',
    '<!-- /verbs -->',
  ];
  const [head, rest = ''] = before.split(start);
  const tail = rest.split(end)[1] ?? '';
  const rows = phoneActions.map((action) => [
    action,
    serviceOf[action],
    ...columns.map((column) => seen.get(column)?.get(action) ?? 'not tried'),
  ]);
  const header = ['Action', 'Service', ...columns];
  const table = [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  await expect(`${head}${start}\n${table.join('\n')}\n${end}${tail}`).toMatchFileSnapshot(page);
});
