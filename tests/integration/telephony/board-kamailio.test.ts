import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTelephonyStand, type TelephonyStand } from '../../stand/telephony/index.ts';
import { boardOver, type TestBoard } from './boards.ts';

const others = Array.from({ length: 100 }, (_, index) => String(1_600 + index));

let stand: TelephonyStand;
let board: TestBoard;

beforeAll(async () => {
  stand = await startTelephonyStand({ authentication: true, moreNumbers: others });
  const { baresip, linphone, watcher } = stand.numbers;
  board = boardOver([stand.wsUrl], {
    colleagues: [baresip, linphone, ...others].map((number) => ({ number, name: number })),
    heartbeat: 2,
  });
  board.service.follow({
    addressOfRecord: `sip:${watcher}@${stand.domain}`,
    credential: { username: watcher, password: stand.passwordOf(watcher) },
  });
});

afterAll(async () => {
  await board?.close();
  await stand?.stop();
});

const activityOf = (number: string) =>
  board.service.state.get().colleagues.find((one) => one.number === number)?.activity;

test('a hundred numbers of a real exchange are followed, with and without a phone', async () => {
  const { baresip, linphone } = stand.numbers;
  await board.state(
    'everybody to be known',
    ({ colleagues }) =>
      activityOf(baresip) === 'free' &&
      activityOf(linphone) === 'free' &&
      colleagues.filter(({ activity, live }) => activity === 'absent' && live).length === others.length,
    30_000,
  );
});

test('a real phone rings, talks and is free again', async () => {
  const { baresip } = stand.phones;
  const caller = await stand.caller('0639981234');
  const call = caller.call(baresip.number);
  await board.state('it to ring', () => activityOf(baresip.number) === 'ringing');
  await baresip.answer();
  await board.state('them to talk', () => activityOf(baresip.number) === 'busy');
  call.hangup();
  await board.state('it to be free', () => activityOf(baresip.number) === 'free');
});

test('an exchange that does not keep agent states is said not to', async () => {
  expect(await board.process.publish('ready')).toMatchObject({
    ok: false,
    failure: { code: 'Agent_NotOffered' },
  });
});
