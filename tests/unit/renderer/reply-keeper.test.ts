import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fail, ok, type Result } from '../../../electron/failures/index.ts';
import type { Draft } from '../../../electron/support/rules/draft.ts';
import { ReplyKeeper } from '../../../renderer/station/support/tickets/reply-keeper.ts';

let drafts = 0;
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function draftOf(text: string): Draft {
  drafts += 1;
  const form = { kind: 'reply' as const, thread: 'glpi:4512', subject: 'Écran figé', text };
  return { id: `draft-${drafts}`, owner: 'camille', form, attachments: [], updatedAt: 0 };
}

/** A reply that is begun and kept as `begins` and `saves` say; then well and at once. */
function keeper({
  draft = null,
  begins = [],
  saves = [],
}: {
  readonly draft?: Draft | null;
  readonly begins?: readonly (Result<Draft> | Promise<Result<Draft>>)[];
  readonly saves?: readonly Result<undefined>[];
} = {}) {
  const [begin, save] = [[...begins], [...saves]];
  const saved: string[] = [];
  const joined: string[] = [];
  let begun = 0;
  const reply = new ReplyKeeper({
    draft,
    begin: async () => {
      begun += 1;
      return (await begin.shift()) ?? ok(draftOf(''));
    },
    save: async (_, text) => {
      saved.push(text);
      return save.shift() ?? ok();
    },
    tell: () => undefined,
    onJoined: (text) => joined.push(text),
  });
  return { reply, saved, joined, begun: () => begun };
}

describe('a reply that is typed', () => {
  it('is begun with its first letter, once, and kept although the fingers never pause', async () => {
    const { reply, saved, begun } = keeper();
    reply.type('L');
    expect(begun()).toBe(1);
    for (let key = 0; key < 20; key += 1) {
      reply.type(`L${key}`);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(begun()).toBe(1);
    expect(saved.length).toBeGreaterThan(4);
  });

  it('is kept to the last letter where the form is taken away before it was begun', async () => {
    let answer: (begun: Result<Draft>) => void = () => undefined;
    const slow = new Promise<Result<Draft>>((resolve) => {
      answer = resolve;
    });
    const { reply, saved } = keeper({ begins: [slow] });
    const leave = reply.enter();
    reply.type('Le');
    reply.type('Le bandeau');
    leave();
    answer(ok(draftOf('')));
    await vi.advanceTimersByTimeAsync(0);
    expect(saved).toEqual(['Le bandeau']);
  });

  it('comes after what was kept of it before, where that was not in sight', async () => {
    const { reply, saved, joined } = keeper({ begins: [ok(draftOf('Écrit hier.'))] });
    reply.type('Et encore.');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(joined).toEqual(['Écrit hier.\n\nEt encore.']);
    expect([reply.text, saved.at(-1)]).toEqual([joined[0], joined[0]]);
  });

  it('is begun again where it could not be, but not for whoever comes after', async () => {
    const { reply, saved, begun } = keeper({ begins: [fail('Records_NotAnswering')] });
    reply.enter();
    reply.type('Le');
    await vi.advanceTimersByTimeAsync(300);
    expect([begun(), saved]).toEqual([2, ['Le']]);

    const refused = fail('Session_Locked');
    const left = keeper({ begins: [refused, refused] });
    const leave = left.reply.enter();
    left.reply.type('Le');
    await vi.advanceTimersByTimeAsync(0);
    leave();
    await vi.advanceTimersByTimeAsync(60_000);
    expect([left.begun(), left.saved]).toEqual([2, []]);
  });

  it('is there again where it could not be kept, and is not set back by the form that was left', async () => {
    const draft = draftOf('Le');
    const first = keeper({ draft, saves: [fail('Records_DiskFull')] });
    const leave = first.reply.enter();
    first.reply.type('Le bandeau');
    leave();
    await vi.advanceTimersByTimeAsync(0);
    const second = keeper({ draft });
    expect(second.reply.text).toBe('Le bandeau');
    second.reply.enter();
    await second.reply.flush();
    expect(second.saved).toEqual(['Le bandeau']);
    second.reply.type('Le bandeau est gris');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(first.saved).toEqual(['Le bandeau']);
    expect(second.saved).toEqual(['Le bandeau', 'Le bandeau est gris']);
  });

  it('is over once it was sent: the next letter begins another one', async () => {
    const { reply, saved, begun } = keeper();
    reply.type('Le');
    await reply.flush();
    reply.forget();
    await vi.advanceTimersByTimeAsync(10_000);
    expect([reply.text, saved]).toEqual(['', ['Le']]);
    reply.type('E');
    expect(begun()).toBe(2);
  });

  it('goes on with one that is found later where nothing was written, and never with one that is over', async () => {
    const { reply, saved } = keeper();
    const found = draftOf('Sur l’autre ligne');
    expect(reply.takeUp(found)).toBe(true);
    expect(reply.text).toBe('Sur l’autre ligne');
    reply.type('Sur l’autre ligne aussi');
    await reply.flush();
    expect(saved).toEqual(['Sur l’autre ligne aussi']);
    expect(reply.takeUp(draftOf('Une autre'))).toBe(false);
    reply.forget();
    expect(reply.takeUp(found)).toBe(false);
    expect(reply.takeUp(draftOf('Une autre'))).toBe(true);

    const typing = keeper().reply;
    typing.type('L');
    expect(typing.takeUp(found)).toBe(false);
    expect(typing.text).toBe('L');
  });
});
