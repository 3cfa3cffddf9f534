import { test as base, describe } from 'vitest';
import { type CstaDesk, failed, ok, startCstaDesk } from './csta-desk.ts';

/** More than twice what the product leaves between two audits: 10 s. */
const AUDITED_MS = 25_000;

/** Each has an exchange and a phone of its own, and waits most of the time: they run at once. */
const test = base.extend<{ desk: CstaDesk }>({
  desk: async ({ task: _task }, use) => {
    const desk = await startCstaDesk('alcatel');
    await use(desk);
    await desk.stop();
  },
});

describe.concurrent('what goes wrong with uaCSTA', () => {
  test('a refusal has its name', async ({ desk, expect }) => {
    const { exchange, line, watched, ring } = desk;
    await watched();
    expect(await line.ask({ service: 'AnswerCall', key: 'nobody' })).toMatchObject(failed('Phone_CallGone'));
    ring();
    const [call] = await line.until('ringing');
    const key = call?.key ?? '';
    expect(await line.ask({ service: 'RetrieveCall', key })).toMatchObject(failed('Phone_CallGone'));
    exchange.setPhoneFault('1501', 'refusing', true);
    expect(await line.ask({ service: 'AnswerCall', key })).toMatchObject({
      failure: { code: 'Phone_ActionRefused', parameters: { code: 'generic' } },
    });
    exchange.setPhoneFault('1501', 'refusing', false);
    exchange.setPhoneFault('1501', 'silent', true);
    expect(await line.ask({ service: 'AnswerCall', key })).toMatchObject(failed('Phone_NotConfirmed'));
  });

  test.for(['events-out-of-order', 'events-repeated', 'slow'] as const)(
    'with %s the truth is known',
    async (fault, { desk, expect }) => {
      const { exchange, line, watched, ring } = desk;
      await watched();
      exchange.setPhoneFault('1501', fault, true);
      const id = ring();
      exchange.answerAtPhone(id);
      exchange.holdAtPhone(id);
      await line.until('held');
      exchange.retrieveAtPhone(id);
      exchange.holdAtPhone(id);
      exchange.retrieveAtPhone(id);
      // Each of these events may follow the one before: only the next audit tells.
      await line.untilWithin(AUDITED_MS, 'connected');
      exchange.remoteHangsUp(id);
      ring('0622334455');
      const [next] = await line.until('ringing');
      expect(next).toMatchObject({ party: { number: '0622334455' } });
    },
  );

  test('events that never come are missed by the request that they would follow', async ({
    desk,
    expect,
  }) => {
    const { exchange, line, watched, ring } = desk;
    await watched();
    ring();
    const [call] = await line.until('ringing');
    exchange.setPhoneFault('1501', 'events-lost', true);
    expect(await line.ask({ service: 'AnswerCall', key: call?.key ?? '' })).toEqual(ok);
    await line.until('connected');
  });

  test('a phone that falls silent is noticed, and the session opened again when it speaks', async ({
    desk,
  }) => {
    const { exchange, line, watched, ring } = desk;
    await watched();
    exchange.setPhoneFault('1501', 'silent', true);
    await line.session(false, AUDITED_MS);
    ring();
    exchange.setPhoneFault('1501', 'silent', false);
    await line.session(true, AUDITED_MS);
    await line.until('ringing');
  });
});
