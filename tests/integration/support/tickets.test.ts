import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Subject } from '../../../electron/shared/listeners.ts';
import { Outbox, recordsOutboxStore, TicketFollower } from '../../../electron/support/index.ts';
import type { ChannelName } from '../../../electron/support/rules/letter.ts';
import type { TicketFilter } from '../../../electron/support/rules/ticket.ts';
import { wordsOf } from '../../../electron/support/rules/ticket.ts';
import { startRecords } from '../../stand/records/index.ts';
import { type GlpiOptions, type GlpiStand, startGlpi } from '../../stand/support/glpi.ts';
import { fileOf, letterOf, post, replyTo } from '../../stand/support/letters.ts';
import { startSupport } from '../../stand/support/process.ts';

/** What the desk answers, read by the real process and kept in the real file, from a desk that has the traps of GLPI 10. */

const owner = '899700000001';
const address = 'camille.exemple@chu.example';
const PATIENCE = 20_000;

let folder: string;
let cleanUps: (() => unknown)[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bandeau-tickets-'));
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

interface Run {
  readonly key?: Uint8Array;
  readonly person?: string | null;
  readonly order?: readonly ChannelName[];
}

/** One run of the program, which looks at the desk twice a second. */
function run({ url, userToken }: GlpiStand, { key, person = null, order = ['glpi'] }: Run = {}) {
  const records = startRecords(folder, key ?? randomBytes(32));
  const process = startSupport(
    {
      glpi: {
        url,
        userToken,
        appToken: null,
        authority: null,
        timeout: 1_000,
        categories: {},
        timeZone: 'UTC',
      },
      file: { from: 'poste@chu.example', to: 'support@chu.example', folder },
    },
    order,
  );
  const outbox = new Outbox({ store: recordsOutboxStore(records), carrier: process, patience: 3 });
  outbox.open();
  const follower = new TicketFollower({
    records,
    reader: process,
    owner: new Subject<string | null>(owner),
    address: new Subject(person),
    times: { every: 400, afterSending: 100, backOff: { base: 50, cap: 200 } },
    days: 90,
    report: (error) => {
      throw error;
    },
  });
  const stop = () => {
    follower.close();
    outbox.close();
    process.close();
    records.close();
  };
  cleanUps.push(stop);
  const page = async (filter: TicketFilter = 'all', text = '', size = 50) => {
    const answer = await records.call('support.tickets', {
      owner,
      filter,
      words: wordsOf(text),
      after: null,
      size,
    });
    if (!answer.ok) throw new Error(answer.failure.code);
    return answer.value.tickets;
  };
  const kept = async (thread: string) => {
    const answer = await records.call('support.ticket', { owner, thread });
    return answer.ok ? answer.value : null;
  };
  const texts = async (thread: string) => (await kept(thread))?.copy?.entries.map(({ text }) => text) ?? [];
  const send = async (letter = letterOf(), files: readonly ReturnType<typeof fileOf>[] = []) => {
    const whole = { ...letter, attachments: files.map(({ attachment }) => attachment) };
    outbox.add(await post(records, whole, files));
    await expect
      .poll(
        () =>
          outbox.state.get().letters.find(({ letter: { id } }) => id === letter.id)?.letter.progress.stage,
        {
          timeout: PATIENCE,
        },
      )
      .toMatch(/acknowledged|handed-over/);
    return letter;
  };
  const until = (isSo: () => unknown) => expect.poll(isSo, { timeout: PATIENCE });
  return { records, outbox, follower, page, kept, texts, send, until, stop };
}

describe('what was reported here', () => {
  it('is in the list from the moment it is written, and then what the desk makes of it', async () => {
    const glpi = await deskOf();
    const { send, page, until } = run(glpi);
    const letter = letterOf();
    const sending = send(letter);
    await until(() => page()).toMatchObject([{ thread: letter.id, subject: 'Écran figé', number: null }]);
    await sending;
    await until(() => page()).toMatchObject([{ number: '1', state: 'new' }]);
    glpi.desk.setStatus(1, 4);
    await until(() => page()).toMatchObject([{ number: '1', state: 'pending' }]);
    glpi.desk.solve(1, '<p>Redémarré.</p>');
    await until(() => page()).toMatchObject([{ state: 'solved', unread: 1 }]);
    expect(await page('open')).toEqual([]);
    expect(await page('closed')).toHaveLength(1);
  });

  it('shows what the desk answers, with names of files, and counts it until it is read', async () => {
    const glpi = await deskOf();
    const { send, kept, until, follower, texts } = run(glpi);
    const letter = await send(letterOf(), [fileOf('ecran.png', 2_000)]);
    glpi.desk.answer(1, '<p>Redémarrez le <b>poste</b>.</p>', { file: 'procédure.pdf' });
    glpi.desk.answerByRequester(1, '<p>Fait, depuis le portail.</p>');
    await until(() => follower.state.get().unread).toBe(1);
    await until(async () => (await kept(letter.id))?.copy).toMatchObject({
      entries: [
        { kind: 'opening', from: 'bandeau', letter: letter.id },
        { from: 'desk', text: 'Redémarrez le poste.', documents: ['procédure.pdf'] },
        { from: 'requester', text: 'Fait, depuis le portail.' },
      ],
      documents: ['ecran.png'],
      milestones: [{ kind: 'opened' }, { kind: 'taken' }],
    });
    expect((await texts(letter.id))[0]).not.toContain(letter.id);
    await follower.read(letter.id);
    expect(follower.state.get().unread).toBe(0);
    await send(replyTo(letter, 'Merci.'));
    await until(() => texts(letter.id)).toContain('Merci.');
    expect(follower.state.get().unread).toBe(0);
    glpi.desk.answer(1, '<p>De rien.</p>');
    await until(() => follower.state.get().unread).toBe(1);
  });

  it('tells an answer of the desk from the letter that it quotes', async () => {
    const glpi = await deskOf();
    const { send, kept, until } = run(glpi);
    const letter = await send();
    glpi.desk.answer(1, `<p>Vu.</p><p>Référence Bandeau : ${letter.id}</p>`);
    await until(async () => (await kept(letter.id))?.copy?.entries.at(-1)).toMatchObject({
      from: 'desk',
      letter: null,
    });
  });

  it('went by another way, and the portal has made a ticket of it', async () => {
    const glpi = await deskOf();
    const { send, page, until, outbox, records } = run(glpi, { order: ['file', 'glpi'] });
    const letter = await send();
    expect(await page()).toMatchObject([{ number: null, state: 'handed-over', channel: 'file' }]);
    glpi.desk.add('Ticket', {
      name: 'Écran figé',
      content: `<p>x</p><p>Référence Bandeau : ${letter.id}</p>`,
    });
    await until(() => page()).toMatchObject([{ thread: letter.id, number: '1', state: 'new' }]);
    const reply = replyTo(letter, 'Par le portail.');
    outbox.add(await post(records, reply));
    await until(() => glpi.desk.followUps.length).toBe(1);
  });
});

describe('what was reported elsewhere', () => {
  it('is found by the address that is known of the person, and by no other that has it in itself', async () => {
    const glpi = await deskOf();
    for (const alternative_email of [address, `marie-${address}`, address.toUpperCase()]) {
      glpi.desk.add('Ticket', {
        name: `De ${alternative_email}`,
        content: '<p>x</p>',
        _users_id_requester_notif: { alternative_email },
      });
    }
    glpi.desk.answer(1, '<p>Déjà répondu.</p>');
    const { page, until, follower, texts } = run(glpi, { person: address });
    await until(async () => (await page()).map(({ thread }) => thread)).toEqual(['glpi:1', 'glpi:3']);
    await until(() => texts('glpi:1')).toEqual(['x', 'Déjà répondu.']);
    // What was said before this station saw it is no news; what is said from now on is.
    expect(follower.state.get().unread).toBe(0);
    glpi.desk.answer(1, '<p>Encore.</p>');
    await until(() => follower.state.get().unread).toBe(1);
  });

  it('is one line with what was sent from here', async () => {
    const glpi = await deskOf();
    const { send, page, until } = run(glpi, { person: address });
    const letter = await send();
    await until(() => page()).toMatchObject([{ thread: letter.id, number: '1' }]);
    await until(() => glpi.requests.filter((one) => one.includes('search/Ticket')).length).toBeGreaterThan(2);
    expect(await page()).toHaveLength(1);
  });

  it('is a list of thousands, walked once and then only as far as something has changed', async () => {
    const glpi = await deskOf();
    glpi.desk.fill(2_500, address, 10);
    const { page, until } = run(glpi, { person: address });
    await until(async () => (await page('all', '#2500')).length).toBe(1);
    expect(await page('closed')).toHaveLength(50);
    expect(await page('all', 'ecran POSTE 2495')).toMatchObject([{ subject: 'Écran figé – poste 2495' }]);
    expect(await page('all', '#1207')).toMatchObject([{ number: '1207' }]);
    const searches = () => glpi.requests.filter((one) => one.includes('search/Ticket')).length;
    const walked = searches();
    expect(walked).toBeGreaterThanOrEqual(13);
    await until(searches).toBeGreaterThanOrEqual(walked + 2);
    expect(searches()).toBeLessThan(walked + 8);
  });
});

describe('what the desk keeps for itself, or somebody hostile writes', () => {
  it('shows no private follow-up', async () => {
    const glpi = await deskOf();
    const { send, texts, until } = run(glpi);
    const letter = await send();
    glpi.desk.answer(1, '<p>Entre nous : encore lui.</p>', { isPrivate: true });
    glpi.desk.answer(1, '<p>Nous regardons.</p>');
    await until(() => texts(letter.id)).toContain('Nous regardons.');
    expect((await texts(letter.id)).join()).not.toContain('Entre nous');
  });

  it('makes plain text of whatever comes', async () => {
    const glpi = await deskOf();
    const { send, texts, until } = run(glpi);
    const letter = await send();
    glpi.desk.answer(
      1,
      `<p onclick="x()">Cliquez <a href="javascript:alert(1)">ici</a> ou <a href="https://piege.example/">glpi.example</a></p>
       <script>document.title='pris'</script><style>p{display:none}</style><img src=x onerror=alert(1)><iframe src=x></iframe>
       \u202etxt.exe\u202c &lt;script&gt;alert(2)&lt;/script&gt; <!-- caché --><svg><text>dessin</text></svg>`,
    );
    await until(async () => (await texts(letter.id)).at(-1)).toBe(
      'Cliquez ici ou glpi.example [https://piege.example/]\n\ntxt.exe <script>alert(2)</script>',
    );
  });

  it('goes on after an answer that is deep, or long beyond measure', async () => {
    const glpi = await deskOf();
    const { send, kept, until } = run(glpi);
    const letter = await send();
    glpi.desk.answer(1, `${'<div>'.repeat(40_000)}au fond`);
    glpi.desk.answer(1, `<p>${'long '.repeat(60_000)}</p>`);
    glpi.desk.answer(1, '<p>Et après.</p>');
    await until(async () => (await kept(letter.id))?.copy?.entries.at(-1)?.text).toBe('Et après.');
    expect((await kept(letter.id))?.copy?.entries.every(({ text }) => text.length <= 40_001)).toBe(true);
  });
});

describe('a desk that is away, or in trouble', () => {
  it('is told, what is kept is shown, and it is found again by itself', async () => {
    const glpi = await deskOf();
    const key = randomBytes(32);
    const first = run(glpi, { key });
    const letter = await first.send();
    glpi.desk.answer(1, '<p>Gardé.</p>');
    await first.until(() => first.texts(letter.id)).toContain('Gardé.');
    await glpi.stop();
    await first.until(() => first.follower.state.get().failure?.code).toBe('Support_PortalUnreachable');
    first.stop();
    const second = run(glpi, { key });
    expect(await second.texts(letter.id)).toContain('Gardé.');
    expect(await second.page()).toMatchObject([{ number: '1', unread: 1 }]);
    await glpi.start();
    glpi.desk.answer(1, '<p>De retour.</p>');
    await second.until(() => second.texts(letter.id)).toContain('De retour.');
    expect(second.follower.state.get()).toMatchObject({ failure: null, unread: 1 });
    await second.until(() => second.follower.state.get().asOf).not.toBeNull();
  });

  it('may end the session, answer with nothing, or forget a ticket', async () => {
    let silent = false;
    const glpi = await deskOf({
      trouble: (_method, path) => (silent && path.includes('ITILFollowup') ? 'empty' : 'none'),
    });
    const { send, texts, until, follower, kept } = run(glpi);
    const letter = await send();
    glpi.expireSessions();
    glpi.desk.answer(1, '<p>Session nouvelle.</p>');
    await until(() => texts(letter.id)).toContain('Session nouvelle.');
    silent = true;
    glpi.desk.answer(1, '<p>Réponse vide d’abord.</p>');
    await until(() => follower.state.get().failure?.code).toBe('Support_PortalAiling');
    expect(await texts(letter.id)).toContain('Session nouvelle.');
    silent = false;
    await until(() => texts(letter.id)).toContain('Réponse vide d’abord.');
    glpi.desk.forget(1);
    await until(() => glpi.requests.filter((one) => one === 'GET Ticket/1').length).toBeGreaterThan(5);
    expect((await kept(letter.id))?.copy?.entries.length).toBeGreaterThan(1);
    expect(follower.state.get().failure).toBeNull();
  });
});
