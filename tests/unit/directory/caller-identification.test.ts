import { describe, expect, it } from 'vitest';
import { CallerIdentification } from '../../../electron/directory/caller-identification.ts';
import type { CallerIdentity } from '../../../electron/directory/rules/entry.ts';
import { fail, ok, type Result } from '../../../electron/failures/index.ts';
import { Subject } from '../../../electron/shared/listeners.ts';
import type { Call } from '../../../electron/telephony/index.ts';

const call = (id: string, number: string | null): Call => ({
  id,
  number,
  direction: 'inbound',
  state: 'ringing',
  displayName: null,
  startedAt: 0,
  connectedAt: null,
  heldAt: null,
  endedAt: null,
  seenFromStart: true,
  members: [],
  consultationOf: null,
});

const caller = (name: string): CallerIdentity => ({
  entryId: 1,
  name,
  kind: 'hospital',
  organisation: null,
  service: null,
  town: null,
  remarkable: null,
  others: 0,
});

type Answer = Result<CallerIdentity | null>;

/** Identification over calls and a directory of which the test says when it answers. */
function start() {
  const calls = new Subject<{ readonly calls: readonly Call[] }>({ calls: [] });
  const waiting: { number: string; answer: (answer: Answer) => void }[] = [];
  const identification = new CallerIdentification({
    calls,
    identify: (number) => new Promise((answer) => waiting.push({ number, answer })),
  });
  const answer = async (result: Answer) => {
    waiting.shift()?.answer(result);
    await Promise.resolve();
    await Promise.resolve();
  };
  const names = () =>
    Object.fromEntries([...identification.callers.get()].map(([id, { name }]) => [id, name]));
  return { calls, waiting, identification, answer, names };
}

describe('who calls', () => {
  it('is asked once for a call, and kept while it lives', async () => {
    const { calls, waiting, answer, names } = start();
    calls.set({ calls: [call('a', '0261910042')] });
    calls.set({ calls: [{ ...call('a', '0261910042'), state: 'connected' }] });
    expect(waiting.map(({ number }) => number)).toEqual(['0261910042']);
    await answer(ok(caller('CH')));
    expect(names()).toEqual({ a: 'CH' });
    calls.set({ calls: [] });
    expect(names()).toEqual({});
  });

  it('is not asked of a withheld number, and is nobody when nobody has it', async () => {
    const { calls, waiting, answer, names } = start();
    calls.set({ calls: [call('a', null), call('b', '18')] });
    expect(waiting.map(({ number }) => number)).toEqual(['18']);
    await answer(ok(null));
    expect(names()).toEqual({});
  });

  it('is asked again when the other party changes, and an answer about the one before is dropped', async () => {
    const { calls, waiting, answer, names } = start();
    calls.set({ calls: [call('a', '1501')] });
    calls.set({ calls: [call('a', '1502')] });
    expect(waiting.map(({ number }) => number)).toEqual(['1501', '1502']);
    await answer(ok(caller('old')));
    expect(names()).toEqual({});
    await answer(ok(caller('new')));
    expect(names()).toEqual({ a: 'new' });
  });

  it('stays known while the directory is away', async () => {
    const { calls, identification, answer, names } = start();
    calls.set({ calls: [call('a', '18')] });
    await answer(ok(caller('CODIS')));
    identification.refresh();
    await answer(fail('Records_NotAnswering'));
    expect(names()).toEqual({ a: 'CODIS' });
    identification.refresh();
    await answer(ok(caller('CODIS 00')));
    expect(names()).toEqual({ a: 'CODIS 00' });
  });

  it('is not followed any more once closed', async () => {
    const { calls, waiting, identification } = start();
    identification.close();
    calls.set({ calls: [call('a', '18')] });
    expect(waiting).toEqual([]);
  });
});
