import { describe, expect, it } from 'vitest';
import { fail, ok } from '../../../electron/failures/index.ts';
import { card, person, pin, station } from './station.ts';

describe('a locked station', () => {
  it('starts nothing new, whatever a page asks', async () => {
    const { handlers, reader, journal } = await station();
    reader.remove();
    const refused = fail('Session_Locked');
    expect(await handlers.bar['phone.command']({ action: 'dial', number: '0199000001' })).toEqual(refused);
    expect(await handlers.dial['phone.command']({ action: 'dial', number: '0199000001' })).toEqual(refused);
    expect(await handlers.bar['bar.openDial']({ action: 'dial' })).toEqual(refused);
    expect(await handlers.station['phone.bind']({ number: '1501', deviceId: null })).toEqual(refused);
    expect(await handlers.station['phone.unbind'](undefined)).toEqual(refused);
    const { station: door } = handlers;
    const code = Uint8Array.from(Buffer.from('123456'));
    for (const answer of [
      door['account.testChannel']({ channel: 'email', value: 'camille@exemple.fr' }),
      door['account.validateChannel']({ channel: 'email', code }),
      door['account.removeChannel']({ channel: 'email' }),
      door['account.changePassword']({ current: null, next: code }),
      door['journal.read'](undefined),
      door['journal.export'](undefined),
    ]) {
      expect(await answer).toEqual(refused);
    }
    expect(journal).toEqual([]);
  });

  it('keeps the calls in progress usable', async () => {
    const { handlers, reader, journal } = await station();
    reader.remove();
    for (const action of ['answer', 'hangUp', 'hold', 'retrieve'] as const) {
      expect(await handlers.bar['phone.command']({ action, callId: 'c1' })).toEqual(ok());
    }
    expect(journal).toEqual(['answer', 'hangUp', 'hold', 'retrieve']);
  });

  it('does it all again once it is open', async () => {
    const { handlers, reader, journal } = await station();
    reader.remove();
    reader.insert(card, person);
    await handlers.station['identity.submitPin']({ pin: pin() });
    await handlers.station['phone.bind']({ number: '1501', deviceId: null });
    await handlers.bar['bar.openDial']({ action: 'dial' });
    await handlers.bar['phone.command']({ action: 'dial', number: '0199000001' });
    await handlers.station['phone.unbind'](undefined);
    expect(journal).toEqual(['bind', 'open dial', 'dial', 'unbind']);
  });
});

it('the journal is not written for a session that is locked while the person chooses where', async () => {
  const files: string[] = [];
  const act: { whileChoosing: () => void } = { whileChoosing: () => undefined };
  const { handlers, reader } = await station({
    choose: async () => {
      act.whileChoosing();
      return '/chosen.csv';
    },
    write: async (path) => void files.push(path),
  });
  expect(await handlers.station['journal.export'](undefined)).toEqual(ok({ file: '/chosen.csv' }));
  act.whileChoosing = () => reader.remove();
  expect(await handlers.station['journal.export'](undefined)).toEqual(fail('Session_Locked'));
  expect(files).toEqual(['/chosen.csv']);
});
