import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeadLetter, Delivery } from '../../../electron/lrm/ports.ts';
import { answerFrom } from '../../../native/records/service.ts';
import { createStores } from '../../../native/records/stores.ts';
import { asWritten } from '../../stand/records/index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bandeau-outbox-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const delivery = (id: string): Delivery => ({
  id,
  receiver: 'https://lrm.example/',
  subject: 'call-1',
  type: 'call.incoming',
  body: '{"number":"0240083333"}',
  createdAt: 1,
  expiresAt: 2,
  attempts: 0,
});
const letter = (at: number): DeadLetter => ({
  receiver: 'https://lrm.example/',
  type: 'call.incoming',
  at,
  reason: 'expired',
});

/** One run of the records process. */
function run(key: Uint8Array | null) {
  const stores = createStores({ folder, key }, asWritten, () => undefined);
  return {
    ask: (operation: string, value?: unknown) =>
      answerFrom(stores, { operation: `lrm-outbox.${operation}`, value }),
    end: () => {
      for (const store of stores) store.close();
    },
  };
}

describe('the queue for the regulation software', () => {
  it('is there again after a stop, in its order, with its attempts', async () => {
    const key = randomBytes(32);
    const before = run(key);
    await before.ask('add', [delivery('a'), delivery('b')]);
    await before.ask('add', [delivery('a')]);
    await before.ask('attempted', { id: 'b', attempts: 3 });
    before.end();
    const after = run(key);
    expect(await after.ask('load')).toEqual({
      ok: true,
      value: { waiting: [delivery('a'), { ...delivery('b'), attempts: 3 }], dead: [] },
    });
    after.end();
  });

  it('of another key, or of none, is read by nobody', async () => {
    const before = run(randomBytes(32));
    await before.ask('add', [delivery('a')]);
    before.end();
    for (const key of [randomBytes(32), null]) {
      const other = run(key);
      expect(await other.ask('load')).toMatchObject({ value: { waiting: [] } });
      other.end();
    }
  });

  it('tells what was given up, the last hundred of seven days', async () => {
    const { ask, end } = run(randomBytes(32));
    await ask('remove', { id: 'old', letter: letter(1) });
    for (let index = 0; index < 105; index += 1) {
      await ask('remove', { id: `e${index}`, letter: letter(8 * 24 * 3_600_000 + index) });
    }
    const loaded = await ask('load');
    expect(loaded).toMatchObject({ value: { dead: { length: 100 } } });
    expect(JSON.stringify(loaded)).not.toContain('"at":1,');
    end();
  });

  it('refuses what has another shape', async () => {
    const { ask, end } = run(null);
    expect(await ask('add', [{ ...delivery('a'), type: 'call.invented' }])).toMatchObject({
      failure: { code: 'Records_Refused' },
    });
    end();
  });
});
