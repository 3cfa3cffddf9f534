import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type CardProcess, startCardProcess } from '../../../electron/identity/card/card-process.ts';
import {
  type CardChild,
  type CardReaders,
  makeTestAuthority,
  makeUnknownCard,
  makeVirtualCard,
  spawnCardChild,
  startCardReaders,
  type TestAuthority,
  type TestCard,
  type VirtualCard,
} from '../../stand/card/index.ts';
import { waitFor } from '../../stand/process.ts';
import { cardPresent, reaches } from './states.ts';

const OPENSC = '/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so';
const data = Buffer.from('an assertion');

let authority: TestAuthority;
let cpe: TestCard;
let readers: CardReaders;
let reader: CardProcess;
let child: CardChild;
let card: VirtualCard;
let inserted: VirtualCard[];

beforeAll(async () => {
  authority = await makeTestAuthority();
  cpe = await authority.issueCpe();
  readers = await startCardReaders();
});
afterAll(() => readers.stop());

beforeEach(async () => {
  card = makeVirtualCard(cpe, readers.ports[0]);
  inserted = [];
  reader = startCardProcess({
    spawn: () => {
      child = spawnCardChild();
      return child;
    },
    backend: { kind: 'pkcs11', modules: [OPENSC] },
    // A hung process is noticed sooner than in production, so that the tests do not wait for it.
    times: { heartbeat: 500, silence: 2_000, sign: 6_000 },
  });
  await reaches(reader, 'reader-empty');
});
afterEach(() => {
  for (const each of inserted) each.remove();
  reader.stop();
});

async function put(one: VirtualCard): Promise<void> {
  inserted.push(one);
  await one.insert();
}

async function insert(): Promise<string> {
  await put(card);
  await reaches(reader, 'card-present');
  return cardPresent(reader).holder.cardId;
}

function sign(cardId: string, pin = cpe.pin) {
  return reader.sign({ cardId, pin: Buffer.from(pin), data });
}

async function timed(act: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await act();
  return performance.now() - start;
}

describe('a card in a reader', () => {
  it('shows its holder when inserted, and leaves when removed', async () => {
    await insert();
    expect(cardPresent(reader)).toMatchObject({
      reader: 'Virtual PCD 00 00',
      holder: { familyName: 'ESSAI', givenName: 'Zoé', nationalId: '30B0057881/CPET0002' },
      validity: 'valid',
      pinTriesLeft: 3,
    });

    card.remove();
    await reaches(reader, 'reader-empty', 2_000);
  });

  it('shows its holder about as fast as pkcs11-tool lists the same card', async () => {
    await insert();
    const byTool = await timed(() =>
      once(spawn('pkcs11-tool', ['--module', OPENSC, '-O'], { stdio: 'ignore' }), 'exit'),
    );
    card.remove();
    await reaches(reader, 'reader-empty');

    await put(card);
    const byBar = await timed(() => reaches(reader, 'card-present'));
    console.info(`insertion to holder ${Math.round(byBar)} ms, pkcs11-tool -O ${Math.round(byTool)} ms`);
    expect(byBar).toBeLessThan(1.5 * byTool);
  });

  it('signs with the right PIN', async () => {
    const result = await sign(await insert());

    expect(result.ok).toBe(true);
  });

  it('counts wrong PINs down to blocked, and a wrong length costs none', async () => {
    const cardId = await insert();
    const seen = [];
    for (const pin of ['0000', '12', '0000', '0000', cpe.pin]) {
      const result = await sign(cardId, pin);
      seen.push([
        result.ok ? 'signed' : result.failure.code,
        cardPresent(reader).pinTriesLeft,
        card.triesLeft,
      ]);
    }

    expect(seen).toEqual([
      ['Card_PinWrong', 2, 2],
      ['Card_PinFormat', 2, 2],
      ['Card_PinLastTry', 1, 1],
      ['Card_PinBlocked', 0, 0],
      ['Card_PinBlocked', 0, 0],
    ]);
  });

  it('that leaves in the middle of a signature fails it as removed', async () => {
    const cardId = await insert();
    card.removeDuringNextSignature();

    expect(await sign(cardId)).toEqual({ ok: false, failure: { code: 'Card_Removed' } });
    await reaches(reader, 'reader-empty', 2_000);
  });

  it('is not mistaken for the one that was there before', async () => {
    await insert();
    const other = makeVirtualCard(await authority.issueCps({ familyName: 'AUTRE' }), readers.ports[0]);
    card.remove();
    await reaches(reader, 'reader-empty', 2_000);
    await put(other);

    await expect
      .poll(() => reader.state.get(), { timeout: 10_000 })
      .toMatchObject({ kind: 'card-present', holder: { familyName: 'AUTRE' } });
  });

  it('of another trade is unknown, and told by its ATR', async () => {
    const unknown = makeUnknownCard(readers.ports[1]);
    await put(unknown);
    await reaches(reader, 'card-unknown', 20_000);

    await expect
      .poll(() => reader.state.get())
      .toEqual({
        kind: 'card-unknown',
        reader: 'Virtual PCD 00 01',
        atr: '3b65000053434147',
      });
    unknown.remove();
    await reaches(reader, 'reader-empty');
  });

  it('is shown expired or not yet valid by its certificate', async () => {
    const day = 86_400_000;
    const expired = await authority.issueCpe({
      notBefore: new Date(Date.now() - 20 * day),
      notAfter: new Date(Date.now() - 10 * day),
    });
    card = makeVirtualCard(expired, readers.ports[0]);
    await insert();

    expect(cardPresent(reader).validity).toBe('expired');
  });
});

describe('the PC/SC service', () => {
  it('that is killed shows as stopped, and works again once it is back', async () => {
    await insert();
    await readers.killService();
    await reaches(reader, 'service-stopped', 3_000);

    await readers.startService();
    await reaches(reader, 'reader-empty', 5_000);
    const cardId = await insert();
    expect((await sign(cardId)).ok).toBe(true);
  });

  it('without any reader says so', async () => {
    await readers.killService();
    await readers.startService({ withReaders: false });
    await reaches(reader, 'no-reader', 5_000);

    await readers.killService();
    await readers.startService();
    await reaches(reader, 'reader-empty', 5_000);
  });
});

describe('the card process', () => {
  it('that is killed comes back with the card it showed', async () => {
    const cardId = await insert();
    const shown: string[] = [];
    const unfollow = reader.state.subscribe(({ kind }) => shown.push(kind));
    process.kill(child.pid, 'SIGKILL');
    await reaches(reader, 'not-answering', 2_000);

    const back = await timed(() => reaches(reader, 'card-present'));
    unfollow();
    expect(back).toBeLessThan(5_000);
    // Any other state would pass for a card that was taken out.
    expect(new Set(shown)).toEqual(new Set(['not-answering', 'card-present']));
    expect((await sign(cardId)).ok).toBe(true);
  });

  it('that is killed in the middle of a signature fails it by name, and does not sign again', async () => {
    const cardId = await insert();
    card.muteNextSignature();
    const signing = sign(cardId);
    await waitFor(() => card.signatures === 1, { timeoutMs: 3_000, what: 'the signature to be asked' });
    process.kill(child.pid, 'SIGKILL');

    expect(await signing).toEqual({ ok: false, failure: { code: 'Card_NotAnswering' } });
    card.remove();
    await reaches(reader, 'reader-empty');
    await insert();
    expect(card.signatures).toBe(1);
  });

  it('that is stuck is told, killed and started again', async () => {
    await insert();
    const stuck = child.pid;
    process.kill(stuck, 'SIGSTOP');
    await reaches(reader, 'not-answering', 5_000);

    await reaches(reader, 'card-present');
    expect(child.pid).not.toBe(stuck);
  });

  it('that is stuck during a signature fails it at its deadline', async () => {
    const cardId = await insert();
    process.kill(child.pid, 'SIGSTOP');
    const took = await timed(async () => {
      expect(await sign(cardId)).toEqual({ ok: false, failure: { code: 'Card_NotAnswering' } });
    });

    expect(took).toBeLessThan(7_000);
    await reaches(reader, 'card-present');
  });
});
