import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  MOST_CAPTURES,
  OutageCaptures,
  type OutageCapturesOptions,
} from '../../../electron/telephony/outage-captures.ts';
import { FileVault } from '../../../electron/vault/index.ts';
import { aesStorage } from '../vault/aes-storage.ts';

const DAY = 86_400_000;
const secret = 'PNG of M. Le Bihan';
const storage = aesStorage();
let directory: string;
let now: number;

function captures(over: Partial<OutageCapturesOptions> = {}): OutageCaptures {
  return new OutageCaptures({
    vault: new FileVault(directory, storage, () => undefined),
    days: 14,
    take: async () => [{ window: 'bar', png: Buffer.from(secret) }],
    now: () => now,
    ...over,
  });
}

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'bandeau-captures-'));
  now = Date.UTC(2026, 10, 22);
});

describe('captures of outages', () => {
  it('are kept until the next start, and read again for a report', async () => {
    await captures().keep('server-unreachable');
    const later = captures();
    const [one] = later.state.get().kept;
    expect(one).toMatchObject({ at: now, cause: 'server-unreachable' });
    const [picture] = later.read(one?.id ?? '');
    expect(Buffer.from(picture?.png ?? []).toString()).toBe(secret);
  });

  it('never rest in clear', async () => {
    await captures().keep('phone-unplugged');
    const files = readdirSync(directory);
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      const content = readFileSync(join(directory, file), 'latin1');
      expect(content).not.toContain(secret);
      expect(content).not.toContain(Buffer.from(secret).toString('base64'));
    }
  });

  it('are five at most: the oldest goes, with its pictures', async () => {
    const kept = captures();
    for (let index = 0; index < MOST_CAPTURES + 2; index += 1) {
      now += 1_000;
      await kept.keep(null);
    }
    expect(kept.state.get().kept).toHaveLength(MOST_CAPTURES);
    expect(readdirSync(directory).filter((file) => file.startsWith('outage-capture-'))).toHaveLength(
      MOST_CAPTURES,
    );
  });

  it('go after the days of the site, and when they are told to', async () => {
    const kept = captures({ days: 2 });
    await kept.keep(null);
    now += 2 * DAY + 1;
    await kept.purge();
    expect(kept.state.get().kept).toEqual([]);
    await kept.keep(null);
    await kept.forget();
    expect(readdirSync(directory).filter((file) => file.startsWith('outage-capture-'))).toEqual([]);
  });

  it('are not kept where they were told to go while they were taken', async () => {
    const kept: OutageCaptures = captures({
      take: async () => {
        await kept.forget();
        return [{ window: 'bar', png: Buffer.from(secret) }];
      },
    });
    await kept.keep(null);
    expect(kept.state.get().kept).toEqual([]);
    expect(readdirSync(directory).filter((file) => file.startsWith('outage-capture-'))).toEqual([]);
  });

  it('are not taken without secret storage, nor where the site wants none, and that is said', async () => {
    let taken = 0;
    const take = async () => {
      taken += 1;
      return [];
    };
    const open = new FileVault(directory, { ...storage, available: false }, () => undefined);
    for (const kept of [captures({ vault: open, take }), captures({ days: 0, take })]) {
      expect(kept.state.get().possible).toBe(false);
      expect(await kept.keep(null)).toMatchObject({ failure: { code: 'Outage_CaptureNotKept' } });
    }
    expect(taken).toBe(0);
    expect(readdirSync(directory)).toEqual([]);
  });

  it('are not kept of no window', async () => {
    const kept = captures({ take: async () => [] });
    expect((await kept.keep(null)).ok).toBe(false);
    expect(kept.state.get().kept).toEqual([]);
  });
});
