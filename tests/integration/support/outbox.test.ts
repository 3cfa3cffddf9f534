import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChannelName } from '../../../electron/support/rules/letter.ts';
import { makePrivateAuthority } from '../../stand/private-authority.ts';
import { type GlpiOptions, type GlpiStand, startGlpi, type Trouble } from '../../stand/support/glpi.ts';
import { fileOf, letterOf, replyTo } from '../../stand/support/letters.ts';
import { PATIENCE, runOutbox, settingsOf } from '../../stand/support/outbox.ts';

/** The outbox on the real file, by the real process, to a desk that has the traps of GLPI 10. */

const key = randomBytes(32);

let folder: string;
let cleanUps: (() => unknown)[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bandeau-support-'));
  cleanUps = [];
});
afterEach(async () => {
  for (const cleanUp of cleanUps.toReversed()) await cleanUp();
  rmSync(folder, { recursive: true, force: true });
});

async function deskOf(options: GlpiOptions = {}): Promise<GlpiStand> {
  const glpi = await startGlpi(options);
  cleanUps.push(() => glpi.stop());
  return glpi;
}

/** One run of the program. */
function run(glpi: ReturnType<typeof settingsOf> | null, order?: readonly ChannelName[]) {
  const started = runOutbox({ folder, key, glpi, order });
  cleanUps.push(started.stop);
  return started;
}

describe('a report', () => {
  it('is at the desk with its files, and its reply behind it', async () => {
    const glpi = await deskOf();
    const { send, until } = run(settingsOf(glpi));
    const files = [fileOf('écran "1".png', 700_000), fileOf('bilan.pdf', 3, 'pdf')];
    const letter = letterOf();
    await send(letter, files);
    const reply = replyTo(letter, 'Cela continue.');
    await send(reply);
    await until(reply.id, 'acknowledged');
    expect(glpi.desk.tickets).toMatchObject([
      { name: 'Écran figé', type: 1, urgency: 4, requester: 'camille.exemple@chu.example' },
    ]);
    expect(glpi.desk.tickets[0]?.content).toContain(letter.id);
    expect(glpi.desk.tickets[0]?.content).toContain('&#38;lt;depuis&#38;gt;');
    expect(glpi.desk.documents.map(({ bytes }) => bytes)).toEqual(
      files.map(({ bytes }) => Buffer.from(bytes)),
    );
    expect(glpi.desk.documents[0]?.filename).toBe('écran "1".png');
    expect(glpi.desk.followUps).toMatchObject([{ items_id: 1, is_private: 0 }]);
  });

  it.each<[string, Trouble]>([
    ['cut off', 'reset'],
    ['done, and its answer lost', 'lost-answer'],
    ['answered when nobody waits any more', { late: 1_200 }],
    ['met by a session that has ended', 'expired'],
    ['met by an error of the server before the desk', 'bad-gateway'],
  ])('each request of which is %s once, is there once', async (_what, trouble) => {
    const met = new Set<string>();
    const glpi = await deskOf({
      trouble: (method, path) => {
        const first = method === 'POST' && !met.has(path);
        met.add(`${method === 'POST' ? path : ''}`);
        return first ? trouble : 'none';
      },
    });
    const { send, until } = run(settingsOf(glpi));
    const letter = letterOf();
    await send(letter, [fileOf('a.png', 2_000)]);
    const reply = replyTo(letter, 'Une fois.');
    await send(reply);
    await until(reply.id, 'acknowledged');
    const { tickets, documents, followUps } = glpi.desk;
    expect([tickets.length, documents.length, followUps.length]).toEqual([1, 1, 1]);
  });

  it('whose file the desk does not take is told so, although the desk says 201', async () => {
    const glpi = await deskOf();
    const { send, until, stateOf, outbox } = run(settingsOf(glpi));
    const letter = letterOf();
    await send(letter, [fileOf('modèle.potx', 30, 'potx'), fileOf('a.png', 30)]);
    await until(letter.id, 'attention');
    expect(stateOf(letter.id)?.failure).toEqual({
      code: 'Support_AttachmentRefused',
      parameters: { name: 'modèle.potx' },
    });
    expect(glpi.desk.documents.map(({ filename }) => filename)).toEqual([null, 'a.png']);
    expect(await outbox.decide(letter.id, { type: 'waive' })).toMatchObject({ ok: true });
    await until(letter.id, 'acknowledged');
  });

  it('that the desk refuses waits for a person, and goes once the rights are there', async () => {
    const glpi = await deskOf();
    glpi.desk.rights.add = false;
    const { send, until, stateOf, outbox } = run(settingsOf(glpi));
    const letter = letterOf();
    await send(letter);
    await until(letter.id, 'attention');
    expect(stateOf(letter.id)?.failure).toMatchObject({
      code: 'Support_PortalRefused',
      parameters: { code: 'ERROR_GLPI_ADD' },
    });
    expect(glpi.requests.filter((request) => request === 'POST Ticket')).toHaveLength(1);
    glpi.desk.rights.add = true;
    await outbox.decide(letter.id, { type: 'retry' });
    await until(letter.id, 'acknowledged');
  });

  it('goes by the next way where the desk lets nobody in', async () => {
    const glpi = await deskOf();
    const { send, until, stateOf } = run({ ...settingsOf(glpi), userToken: 'wrong' }, ['glpi', 'file']);
    const letter = letterOf();
    await send(letter);
    await until(letter.id, 'handed-over');
    expect(stateOf(letter.id)).toMatchObject({ channel: 'file', ticket: `bandeau-${letter.id}.eml` });
  });

  it('stays with the desk where it may have arrived, however long that is away', async () => {
    let isFirst = true;
    const glpi = await deskOf({
      trouble: (method, path) => {
        if (method !== 'POST' || path !== 'Ticket' || !isFirst) return 'none';
        isFirst = false;
        return 'lost-answer';
      },
    });
    const { send, until, stateOf } = run(settingsOf(glpi), ['glpi', 'file']);
    const letter = letterOf();
    await send(letter);
    await expect.poll(() => stateOf(letter.id)?.begun?.kind, { timeout: PATIENCE }).toBe('create');
    await expect.poll(() => stateOf(letter.id)?.attempts, { timeout: PATIENCE }).toBe(1);
    await glpi.stop();
    await expect.poll(() => stateOf(letter.id)?.attempts, { timeout: PATIENCE }).toBeGreaterThan(4);
    await glpi.start();
    await until(letter.id, 'acknowledged');
    expect(glpi.desk.tickets).toHaveLength(1);
  });

  it('is sent over TLS to the server that the site vouches for, and to no other', async () => {
    const own = await makePrivateAuthority();
    const glpi = await deskOf({ credentials: own });
    const stranger = run(settingsOf(glpi));
    const letter = letterOf();
    await stranger.send(letter);
    await expect
      .poll(() => stranger.stateOf(letter.id)?.failure?.code, { timeout: PATIENCE })
      .toBe('Support_PortalUntrusted');
    stranger.stop();
    expect(glpi.requests).toEqual([]);
    const { until } = run({ ...settingsOf(glpi), authority: own.cert });
    await until(letter.id, 'acknowledged');
  });

  it('survives the end of each process on its way', async () => {
    const glpi = await deskOf({ trouble: () => ({ slow: 30 }) });
    const { records, support, send, until } = run(settingsOf(glpi));
    const letters = Array.from({ length: 8 }, () => letterOf());
    for (const letter of letters) await send(letter, [fileOf('a.png', 300_000)]);
    for (const pid of [support.pids.at(-1), records.pids.at(-1)]) {
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
    for (const { id } of letters) await until(id, 'acknowledged');
    expect(glpi.desk.tickets).toHaveLength(8);
    expect(glpi.desk.documents).toHaveLength(8);
  });

  it('has its replies in their order, also those that were written under the number of its ticket', async () => {
    let isFirst = true;
    const glpi = await deskOf({
      trouble: (method, path) => {
        if (method !== 'POST' || path !== 'ITILFollowup' || !isFirst) return 'none';
        isFirst = false;
        return 'bad-gateway';
      },
    });
    const { send, until } = run(settingsOf(glpi));
    const letter = letterOf();
    await send(letter);
    await until(letter.id, 'acknowledged');
    const first = replyTo({ ...letter, thread: 'glpi:1' }, 'D’abord.');
    const second = replyTo(letter, 'Ensuite.');
    await send(first);
    await send(second);
    await until(second.id, 'acknowledged');
    const said = glpi.desk.followUps.map(({ content }) => /D’abord|Ensuite/.exec(content)?.[0]);
    expect(said).toEqual(['D’abord', 'Ensuite']);
  });

  it('is sent by one of two programs, and by the other when that one ends', async () => {
    const glpi = await deskOf();
    const one = run(settingsOf(glpi));
    const letter = letterOf();
    await one.send(letter);
    await one.until(letter.id, 'acknowledged');
    const other = run(settingsOf(glpi));
    const next = letterOf();
    await other.send(next);
    await expect.poll(() => other.outbox.state.get().elsewhere, { timeout: PATIENCE }).toBe(true);
    expect(glpi.desk.tickets).toHaveLength(1);
    one.stop();
    await other.until(next.id, 'acknowledged');
    expect(glpi.desk.tickets).toHaveLength(2);
  });
});
