import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CardProcess, startCardProcess } from '../../../electron/identity/card/card-process.ts';
import type { CardBackendOptions } from '../../../native/card/protocol.ts';
import { type CardChild, makeTestAuthority, spawnCardChild } from '../../stand/card/index.ts';
import { waitFor } from '../../stand/process.ts';
import { cardPresent, reaches } from './states.ts';

const data = Buffer.from('an assertion');
let reader: CardProcess;
let child: CardChild;

beforeEach(async () => {
  const { certificate, issuer, privateKey, pin } = await (await makeTestAuthority()).issueCpe();
  const pkcs8 = Uint8Array.from(privateKey.export({ format: 'der', type: 'pkcs8' }));
  const backend: CardBackendOptions = {
    kind: 'training',
    cards: [{ id: 'arm', chain: [certificate, issuer], privateKey: pkcs8, pin }],
  };
  reader = startCardProcess({
    spawn: () => {
      child = spawnCardChild();
      return child;
    },
    backend,
    times: { sign: 1_500 },
  });
  await reaches(reader, 'reader-empty');
  reader.training.insert('arm');
  await reaches(reader, 'card-present');
});
afterEach(() => reader.stop());

describe('the training reader', () => {
  it('keeps its card and its damage when the process is killed', async () => {
    const shown: string[] = [];
    reader.training.damage('pin-blocked');
    reader.state.subscribe(({ kind }) => shown.push(kind));
    process.kill(child.pid, 'SIGKILL');
    await reaches(reader, 'not-answering');
    await waitFor(
      () => reader.state.get().kind === 'card-present' && cardPresent(reader).pinTriesLeft === 0,
      {
        timeoutMs: 5_000,
        what: 'the card as it was',
      },
    );

    // Any other state would pass for a card that was taken out.
    expect(new Set(shown)).toEqual(new Set(['card-present', 'not-answering']));
  });

  it('hangs at a signature when it is told to, and is well again after its restart', async () => {
    reader.training.damage('silent');
    const request = { cardId: cardPresent(reader).holder.cardId, data };

    expect(await reader.sign({ ...request, pin: Buffer.from('1234') })).toEqual({
      ok: false,
      failure: { code: 'Card_NotAnswering' },
    });
    expect(reader.state.get().kind).toBe('not-answering');
    await reaches(reader, 'card-present');
    expect((await reader.sign({ ...request, pin: Buffer.from('1234') })).ok).toBe(true);
  });

  it('fails what is under way when it is stopped', async () => {
    const pin = Buffer.from('1234');
    const signing = reader.sign({ cardId: cardPresent(reader).holder.cardId, pin, data });
    reader.stop();

    expect(await signing).toEqual({ ok: false, failure: { code: 'Card_NotAnswering' } });
    expect([...pin]).toEqual([0, 0, 0, 0]);
  });
});
