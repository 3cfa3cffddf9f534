import 'reflect-metadata';
import { describe, expect, it, vi } from 'vitest';
import { waitFor } from '../../../stand/process.ts';
import { phone, session, start, station, world } from './station.ts';

describe('a phone while the provider is away', () => {
  it('is taken when it was bound here before, also once the program runs anew', async () => {
    await station().noteClaim(phone);

    expect(station().claim('1501')).toEqual({ ok: true, value: phone });
    expect(station().claim('1502')).toMatchObject({ failure: { code: 'Degraded_PhoneUnknown' } });
  });

  it('is the one last told by the portal', async () => {
    const at = station();
    await at.noteClaim(phone);
    await at.noteClaim({ ...phone, credential: null });

    expect(at.claim('1501')).toMatchObject({ value: { credential: null } });
  });
});

describe('what was done while the provider was away', () => {
  it('is kept until it was told, also once the program runs anew', async () => {
    await station().record(session('one'));
    const at = station();
    await at.record(session('two'));
    expect(at.unreported().map(({ id }) => id)).toEqual(['one', 'two']);

    await at.reported(['one', 'unheard-of']);
    expect(station().unreported()).toEqual([session('two', start)]);
  });

  it('is told again when it changed while it was told', async () => {
    const at = station();
    await at.record(session('one'));
    at.unreported();
    await at.record(session('one', start + 2));
    await at.reported(['one']);

    expect(at.unreported()).toEqual([session('one', start + 2)]);
    await at.reported(['one']);
    expect(at.unreported()).toEqual([]);
  });

  it('ended at the last known time when the machine stopped in its middle', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      await station().record(session('one'));
      world.now = start + 60_000;
      await vi.advanceTimersByTimeAsync(60_000);
    } finally {
      vi.useRealTimers();
    }
    const ended = () => station().unreported();
    await waitFor(() => ended()[0]?.closedAt !== start, { timeoutMs: 2_000, what: 'the record' });
    world.now = start + 3_600_000;

    expect(ended()).toEqual([session('one', start + 60_000)]);
  });

  it('is bounded, the oldest first to go', async () => {
    const at = station();
    for (let n = 0; n < 105; n += 1) await at.record(session(String(n)));

    expect(at.unreported()).toHaveLength(100);
    expect(at.unreported()[0]?.id).toBe('5');
  });
});
