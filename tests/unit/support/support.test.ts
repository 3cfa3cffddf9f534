import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { fail, ok } from '../../../electron/failures/index.ts';
import type { Records } from '../../../electron/records/index.ts';
import { Subject } from '../../../electron/shared/listeners.ts';
import { examine } from '../../../electron/support/attachments/examine.ts';
import { contentOfReport, reportOfContent } from '../../../electron/support/compose.ts';
import { type Author, Outbox, Support, type SupportProcess } from '../../../electron/support/index.ts';
import type { Outcome } from '../../../electron/support/ports.ts';
import { type Draft, isUntouched } from '../../../electron/support/rules/draft.ts';
import { blankReport, type Report } from '../../../electron/support/rules/report.ts';
import { type OperationName, type OperationReply, operations } from '../../../native/records/contract.ts';
import { answerFrom } from '../../../native/records/service.ts';
import { createStores } from '../../../native/records/stores.ts';
import { asWritten } from '../../stand/records/index.ts';

const camille: Author = { subject: 'camille', name: 'Camille EXEMPLE', email: '' };
const png = new Uint8Array(encode({ width: 2, height: 2, data: new Uint8Array(12), channels: 3 }));
const key = randomBytes(32);
let folder: string;
const ends: (() => void)[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bandeau-support-'));
});
afterEach(() => {
  for (const end of ends.splice(0)) end();
  rmSync(folder, { recursive: true, force: true });
});

const replies: { readonly [N in OperationName]: { readonly reply: z.ZodType<OperationReply<N>> } } =
  operations;

const away = {
  kind: 'failed',
  failure: fail('Support_PortalUnreachable').failure,
  retryAfter: null,
} as const;
const unreadDesk = {
  reads: false,
  list: async () => away,
  ticket: async () => away,
  byReference: async () => away,
};

/** A station on the real store, whose desk never answers, or always the same. */
function station(outcome: Outcome | null = null) {
  const stores = createStores({ folder, key }, asWritten, () => undefined);
  const lost = new Set<OperationName>();
  const unanswered = new Map<OperationName, number>();
  const records: Pick<Records, 'call'> = {
    call: async (operation, value) => {
      if (lost.has(operation)) return ok(replies[operation].reply.parse(null));
      const answer = await answerFrom(stores, { operation, value });
      const left = unanswered.get(operation) ?? 0;
      unanswered.set(operation, left - 1);
      if (left > 0) return fail('Records_NotAnswering');
      return answer.ok ? ok(replies[operation].reply.parse(answer.value)) : answer;
    },
  };
  const held = new Map<string, Uint8Array>();
  const process: SupportProcess = {
    ...unreadDesk,
    channels: outcome ? [{ name: 'mail', whole: true }] : [],
    carry: () => (outcome ? Promise.resolve(outcome) : new Promise(() => undefined)),
    read: () => Promise.reject(new Error('no file')),
    check: async (name, bytes) => {
      const examined = await examine(name, bytes);
      if (!examined.ok) return examined;
      held.set(examined.value.attachment.id, examined.value.bytes);
      return ok(examined.value.attachment);
    },
    piece: async (attachment, index) => ok(index === 0 ? (held.get(attachment) ?? null) : null),
    drop: (attachment) => void held.delete(attachment),
    write: async () => ok(),
    close: () => undefined,
  };
  const author = new Subject<Author | null>(camille);
  const outbox = new Outbox({
    store: {
      takeUp: async () => ok(outcome ? { held: true, letters: [], places: [] } : { held: false }),
      checkpoint: async () => ok(),
      piece: async () => ok(null),
    },
    carrier: process,
    patience: 1,
  });
  outbox.open();
  const support = new Support({
    records,
    outbox,
    process,
    author,
    prefill: () => ({
      declarant: 'Camille EXEMPLE',
      entity: 'Samu 44',
      phone: '1501',
      startedAt: '2026-11-28T07:40',
    }),
    days: { sent: 30, drafts: 30 },
    clock: () => new Date('2026-11-28T08:00').getTime(),
  });
  const end = () => {
    support.close();
    for (const store of stores) store.close();
  };
  ends.push(end);
  return {
    support,
    author,
    held,
    end,
    lose: (operation: OperationName) => void lost.add(operation),
    /** It is done so many times, and its answer does not come. */
    leaveUnanswered: (operation: OperationName, times = 1) => void unanswered.set(operation, times),
  };
}

/** What a result holds; it fails where it holds nothing. */
function valueIn<T>(result: { ok: true; value: T } | { ok: false; failure: { code: string } }): T {
  if (!result.ok) throw new Error(result.failure.code);
  return result.value;
}

const filled = (draft: Draft): Draft['form'] => {
  if (draft.form.kind !== 'incident') throw new Error('no report');
  const more = {
    subject: 'Écran figé',
    error: 'Rien.',
    concernedFunction: 'Bandeau',
    email: 'c@chu.example',
  };
  return { kind: 'incident', report: { ...draft.form.report, ...more } };
};

describe('a report in its form', () => {
  it('begins with what the station knows, is kept at every change, and is there again after a crash', async () => {
    const before = station();
    const draft = valueIn(await before.support.begin());
    expect(draft.form).toMatchObject({ report: { declarant: 'Camille EXEMPLE', phone: '1501' } });
    await before.support.save(draft.id, filled(draft));
    before.end();
    const after = station();
    expect(valueIn(await after.support.drafts())).toMatchObject([
      { id: draft.id, form: { report: { subject: 'Écran figé' } } },
    ]);
  });

  it('that nobody has written into is begun anew, not beside', async () => {
    const { support } = station();
    const first = valueIn(await support.begin());
    const second = valueIn(await support.begin());
    expect(second.id).toBe(first.id);
    await support.save(second.id, filled(second));
    expect(valueIn(await support.begin()).id).not.toBe(first.id);
    expect(valueIn(await support.drafts())).toHaveLength(2);
  });

  it.each([
    { concernedFunction: 'Annuaire' },
    { usersAffected: '4' },
    { equipment: 'PC-0042' },
    { startedAt: '2026-11-28T06:00' },
    { phone: '1502' },
    { urgent: true },
  ])('that somebody has filled in ever so little is never written over: %o', async (part) => {
    const { support } = station();
    const { id, form } = valueIn(await support.begin());
    if (form.kind !== 'incident') throw new Error('no report');
    await support.save(id, { kind: 'incident', report: { ...form.report, ...part } });
    expect(valueIn(await support.begin()).id).not.toBe(id);
    const drafts = valueIn(await support.drafts());
    expect(drafts.find((draft) => draft.id === id)).toMatchObject({ form: { report: part } });
    expect(drafts.filter((draft) => !isUntouched(draft)).map((draft) => draft.id)).toEqual([id]);
  });

  it('begins with the address of the last one', async () => {
    const { support } = station();
    const draft = valueIn(await support.begin());
    await support.save(draft.id, filled(draft));
    await support.send(draft.id);
    expect(valueIn(await support.begin()).form).toMatchObject({ report: { email: 'c@chu.example' } });
  });

  it('is read as it was changed just before', async () => {
    const { support } = station();
    const draft = valueIn(await support.begin());
    const [, drafts] = await Promise.all([support.save(draft.id, filled(draft)), support.drafts()]);
    expect(valueIn(drafts)).toMatchObject([{ form: { report: { subject: 'Écran figé' } } }]);
  });

  it('takes three files, no more, and none of a kind that is not allowed', async () => {
    const { support, held } = station();
    const { id } = valueIn(await support.begin());
    const attach = (bytes: Uint8Array) => support.attach(id, { name: 'capture', bytes });
    expect(await attach(new Uint8Array(Buffer.from('texte')))).toMatchObject({
      failure: { code: 'Support_AttachmentType' },
    });
    const draft = await Promise.all([attach(png), attach(png), attach(png)]).then((all) => valueIn(all[2]));
    expect(draft.attachments).toHaveLength(3);
    expect(await attach(png)).toMatchObject({ failure: { code: 'Support_AttachmentTooMany' } });
    expect(valueIn(await support.detach(id, draft.attachments[0]?.id ?? '')).attachments).toHaveLength(2);
    expect(held.size).toBe(0);
  });

  it('is sent once it has what the support needs, once, and is then no draft any more', async () => {
    const { support } = station();
    const draft = valueIn(await support.begin());
    expect(await support.send(draft.id)).toMatchObject({ failure: { code: 'Support_Incomplete' } });
    await support.save(draft.id, filled(draft));
    const [first, second] = await Promise.all([support.send(draft.id), support.send(draft.id)]);
    expect(first.ok).toBe(true);
    expect(second).toMatchObject({ failure: { code: 'Support_DraftUnknown' } });
    expect(support.state.get().letters).toMatchObject([
      { letter: { id: draft.id, content: { subject: 'Écran figé', urgency: 3 } } },
    ]);
    expect(valueIn(await support.letters(null)).letters).toHaveLength(1);
  });

  it('is sent once although nobody was told that it is kept', async () => {
    const { support, leaveUnanswered } = station();
    const draft = valueIn(await support.begin());
    await support.save(draft.id, filled(draft));
    leaveUnanswered('support.post');
    expect(await support.send(draft.id)).toEqual(ok());
    expect(support.state.get().letters).toMatchObject([{ letter: { id: draft.id } }]);
    expect(valueIn(await support.letters(null)).letters).toHaveLength(1);
  });

  it('is on its way once it is sent again, where it was kept and no answer ever said so', async () => {
    const { support, leaveUnanswered } = station();
    const draft = valueIn(await support.begin());
    await support.save(draft.id, filled(draft));
    leaveUnanswered('support.post', 10);
    expect(await support.send(draft.id)).toMatchObject({ failure: { code: 'Records_NotAnswering' } });
    expect(support.state.get().letters).toEqual([]);
    leaveUnanswered('support.post', 0);
    expect(await support.send(draft.id)).toEqual(ok());
    expect(support.state.get().letters).toMatchObject([{ letter: { id: draft.id } }]);
    expect(valueIn(await support.letters(null)).letters).toHaveLength(1);
  });

  it('is seen by whoever wrote it alone', async () => {
    const { support, author } = station();
    const draft = valueIn(await support.begin());
    await support.save(draft.id, filled(draft));
    await support.send(draft.id);
    author.set({ ...camille, subject: 'someone' });
    expect(support.state.get()).toMatchObject({ letters: [], ofOthers: 1 });
    expect(valueIn(await support.drafts())).toEqual([]);
    expect(await support.decide(draft.id, 'retry')).toMatchObject({
      failure: { code: 'Support_LetterUnknown' },
    });
    author.set(null);
    expect(await support.begin()).toMatchObject({ failure: { code: 'Support_NotSignedIn' } });
  });
});

describe('an attachment', () => {
  it('that ends before all of it was read is not taken, and nothing of it is left', async () => {
    const { support, held } = station();
    const draft = valueIn(await support.begin());
    const cut = { set: held.set.bind(held) };
    held.set = (id, bytes) => cut.set(id, bytes.subarray(0, 10));
    expect(await support.attach(draft.id, { name: 'capture', bytes: png })).toMatchObject({
      failure: { code: 'Support_AttachmentLost', parameters: { name: 'capture.png' } },
    });
    expect(valueIn(await support.drafts())[0]?.attachments).toEqual([]);
  });
});

describe('a reply', () => {
  const thread = 'glpi:4512';

  it('is begun once on a ticket, whoever asks twice', async () => {
    const { support } = station();
    const [first, second] = await Promise.all([
      support.beginReply(thread, 'Écran figé'),
      support.beginReply(thread, 'Écran figé'),
    ]);
    const draft = valueIn(first);
    expect(valueIn(second).id).toBe(draft.id);
    await support.save(draft.id, { kind: 'reply', thread, subject: 'Écran figé', text: 'Encore.' });
    expect(valueIn(await support.beginReply(thread, 'Écran figé')).form).toMatchObject({ text: 'Encore.' });
    expect(valueIn(await support.beginReply('glpi:4513', 'Écran figé')).id).not.toBe(draft.id);
  });

  it('to a ticket without a subject is sent under one', async () => {
    const { support } = station();
    const { id } = valueIn(await support.beginReply(thread, ''));
    await support.save(id, { kind: 'reply', thread, subject: '', text: 'Encore.' });
    valueIn(await support.send(id));
    expect(support.state.get().letters).toMatchObject([{ letter: { content: { subject: 'Sans objet' } } }]);
  });
});

describe('a request of service', () => {
  const service = 'moderer-main-courante';
  const message = {
    kind: 'request' as const,
    subject: 'Modérer la main courante',
    sections: [{ title: 'Motif', text: 'Hors sujet.' }],
    urgency: 3,
    major: false,
    category: null,
  };

  it('is kept as it is filled in, there again after a crash, and no draft any more once it is sent', async () => {
    const before = station();
    const draft = valueIn(await before.support.beginRequest(service));
    await before.support.save(draft.id, { kind: 'request', service, fields: { reason: 'Hors sujet.' } });
    before.end();
    const { support } = station();
    const again = valueIn(await support.beginRequest(service));
    expect(again).toMatchObject({ id: draft.id, form: { fields: { reason: 'Hors sujet.' } } });
    expect(valueIn(await support.beginRequest('autre')).id).not.toBe(draft.id);
    expect(valueIn(await support.submit(message, draft.id))).toEqual({ thread: draft.id });
    expect(valueIn(await support.beginRequest(service))).toMatchObject({ form: { fields: {} } });
  });

  it('is sent once, however often the button is pressed', async () => {
    const { support, leaveUnanswered } = station();
    const { id } = valueIn(await support.beginRequest(service));
    leaveUnanswered('support.post');
    const [first, second] = await Promise.all([support.submit(message, id), support.submit(message, id)]);
    expect(first.ok).toBe(true);
    expect(second).toMatchObject({ failure: { code: 'Support_DraftUnknown' } });
    expect(valueIn(await support.letters(null)).letters).toHaveLength(1);
  });

  it('is on its way once it is sent again, where it was kept and no answer ever said so', async () => {
    const { support, leaveUnanswered } = station();
    const { id } = valueIn(await support.beginRequest(service));
    leaveUnanswered('support.post', 10);
    expect(await support.submit(message, id)).toMatchObject({ failure: { code: 'Records_NotAnswering' } });
    leaveUnanswered('support.post', 0);
    expect(valueIn(await support.submit(message, id))).toEqual({ thread: id });
    expect(support.state.get().letters).toMatchObject([{ letter: { id } }]);
  });

  it('is answered where the last report said', async () => {
    const { support } = station();
    const report = valueIn(await support.begin());
    await support.save(report.id, filled(report));
    await support.send(report.id);
    const { thread } = valueIn(await support.submit(message));
    expect(valueIn(await support.thread(thread))).toMatchObject([
      { content: { from: { email: 'c@chu.example' } } },
    ]);
  });
});

describe('a report that the desk refuses', () => {
  const refusal: Outcome = {
    kind: 'refused',
    failure: { code: 'Support_MailRefused', parameters: { status: 552 } },
    doubt: false,
  };

  it('is made a draft again with its files, under another number, and goes no more', async () => {
    const { support } = station(refusal);
    const draft = valueIn(await support.begin());
    await support.attach(draft.id, { name: 'capture', bytes: png });
    await support.save(draft.id, filled(draft));
    await support.send(draft.id);
    await expect.poll(() => support.state.get().letters[0]?.letter.progress.stage).toBe('attention');
    const again = valueIn(await support.rewrite(draft.id));
    expect(again.id).not.toBe(draft.id);
    expect(again.form).toEqual(filled(draft));
    expect(again.attachments).toMatchObject([{ name: 'capture.png', size: png.length }]);
    expect(support.state.get().letters[0]?.letter.progress.stage).toBe('withdrawn');
    expect(valueIn(await support.drafts())).toMatchObject([{ id: again.id }]);
    expect(await support.rewrite(draft.id)).toMatchObject({ failure: { code: 'Support_NotNow' } });
  });

  it('stays as it is where one of its files cannot be read any more, and no draft is left of it', async () => {
    const { support, lose } = station(refusal);
    const draft = valueIn(await support.begin());
    await support.attach(draft.id, { name: 'capture', bytes: png });
    await support.save(draft.id, filled(draft));
    await support.send(draft.id);
    await expect.poll(() => support.state.get().letters[0]?.letter.progress.stage).toBe('attention');
    lose('support.read-piece');
    expect(await support.rewrite(draft.id)).toMatchObject({ failure: { code: 'Support_AttachmentLost' } });
    expect(support.state.get().letters[0]?.letter.progress.stage).toBe('attention');
    expect(valueIn(await support.drafts())).toEqual([]);
  });

  it('is not written anew where it was none: an incident that was declared has no form', async () => {
    const { support } = station(refusal);
    const sections = [{ title: 'Étendue', text: 'Tous les postes' }];
    await support.submit({
      kind: 'incident',
      subject: 'Incident majeur',
      sections,
      urgency: 5,
      major: true,
      category: null,
    });
    await expect.poll(() => support.state.get().letters[0]?.letter.progress.stage).toBe('attention');
    const [declared] = support.state.get().letters;
    expect(await support.rewrite(declared?.letter.id ?? '')).toMatchObject({
      failure: { code: 'Support_NotNow' },
    });
  });

  it('says the same as it did', () => {
    const report: Report = {
      ...blankReport,
      subject: 'Écran figé',
      category: 'Poste',
      equipment: 'PC-07',
      declarant: 'Camille EXEMPLE',
      role: 'ARM, référente',
      entity: 'Samu 44',
      userConcerned: 'Ange MODELE',
      phone: '1501',
      email: 'c@chu.example',
      startedAt: '2026-11-28T07:40',
      environment: 'formation',
      concernedFunction: 'Annuaire',
      usersAffected: '4',
      error: 'Rien.\nDu tout.',
      expected: 'Quelque chose.',
      prerequisitesChecked: true,
      reproducible: 'no',
      urgent: true,
    };
    expect(reportOfContent(contentOfReport(report), blankReport)).toEqual(report);
    const blank = { ...blankReport, declarant: 'Camille EXEMPLE' };
    expect(reportOfContent(contentOfReport(blank), blankReport)).toEqual(blank);
  });
});

describe('what another form produced', () => {
  it('is a letter, and what is noted on it follows, answered where the report said', async () => {
    const { support } = station();
    const { thread } = valueIn(
      await support.submit({
        kind: 'request',
        subject: 'Déverrouiller un compte',
        sections: [{ title: 'Compte', text: 'arm07' }],
        urgency: 3,
        major: false,
        category: null,
      }),
    );
    await support.note(thread, 'Appelé à 8 h.');
    expect(valueIn(await support.thread(thread))).toMatchObject([
      { kind: 'request', content: { from: { name: 'Camille EXEMPLE' } } },
      { kind: 'reply', thread, content: { subject: 'Déverrouiller un compte' } },
    ]);
  });
});
