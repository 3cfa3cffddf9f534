import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fail } from '../../../electron/failures/index.ts';
import { pauseAfter } from '../../../electron/support/rules/back-off.ts';
import { chooseChannel } from '../../../electron/support/rules/choose-channel.ts';
import {
  type ChannelName,
  isAtRest,
  type Letter,
  type Progress,
} from '../../../electron/support/rules/letter.ts';
import { advance, type LetterEvent, nextStep } from '../../../electron/support/rules/progress.ts';
import { fileOf, letterOf, replyTo } from '../../stand/support/letters.ts';

const { failure } = fail('Support_PortalUnreachable');
const after = (letter: Letter, ...events: readonly LetterEvent[]): Letter => ({
  ...letter,
  progress: events.reduce(advance, letter.progress),
});
const begin = (letter: Letter, channel: ChannelName = 'glpi'): LetterEvent => ({
  type: 'begin',
  channel,
  step: nextStep(letter, channel !== 'glpi'),
  ticket: null,
});
const done = (ticket: string | null = '7', whole = false): LetterEvent => ({
  type: 'done',
  ticket,
  whole,
  at: 1,
});

/** Does all steps of a letter, and gives their kinds. */
function walk(letter: Letter, whole = false): { readonly letter: Letter; readonly steps: readonly string[] } {
  const steps: string[] = [];
  let one = letter;
  while (!isAtRest(one.progress)) {
    const started = begin(one, whole ? 'mail' : 'glpi');
    one = after(one, started, done('7', whole));
    steps.push(started.type === 'begin' ? started.step.kind : '');
  }
  return { letter: one, steps };
}

describe('a letter on its way', () => {
  const files = [fileOf('a.png', 10), fileOf('b.png', 10)].map(({ attachment }) => attachment);

  it('is created, then its attachments, then read back', () => {
    const { letter, steps } = walk(letterOf({ attachments: files }));
    expect(steps).toEqual(['create', 'attach', 'attach', 'confirm']);
    expect(letter.progress).toMatchObject({
      stage: 'acknowledged',
      ticket: '7',
      attached: files.map(({ id }) => id),
      endedAt: 1,
    });
  });

  it('that is a reply is noted on the ticket', () => {
    expect(walk(replyTo(letterOf(), 'Merci')).steps).toEqual(['follow-up', 'confirm']);
  });

  it('goes whole by a channel that takes it so, and is sent', () => {
    const { letter, steps } = walk(letterOf({ attachments: files }), true);
    expect(steps).toEqual(['create']);
    expect(letter.progress.stage).toBe('sent');
  });

  it('remembers a step that may be done, and begins with it again', () => {
    const letter = letterOf();
    const doubtful = after(letter, begin(letter), { type: 'failed', failure, doubt: true, closed: false });
    expect(doubtful.progress.begun).toEqual({ kind: 'create' });
    expect(nextStep(doubtful, false)).toEqual({ kind: 'create' });
    const sure = after(letter, begin(letter), { type: 'failed', failure, doubt: false, closed: false });
    expect(sure.progress).toMatchObject({ begun: null, attempts: 1, tries: 1, failure });
  });

  it('that is refused waits for a person, who may send it again or withdraw it', () => {
    const letter = letterOf();
    const refused = after(letter, begin(letter), { type: 'refused', failure, doubt: false });
    expect(refused.progress).toMatchObject({ stage: 'attention', failure });
    expect(after(refused, { type: 'retry' }).progress).toMatchObject({ stage: 'waiting', failure: null });
    expect(after(refused, { type: 'withdraw', at: 5 }).progress.stage).toBe('withdrawn');
    expect(after(refused, { type: 'hand-over', at: 5 }).progress.stage).toBe('handed-over');
  });

  it('whose attachment is refused sends the rest first, then waits for a person', () => {
    let letter = letterOf({ attachments: files });
    letter = after(letter, begin(letter), done());
    letter = after(letter, begin(letter), { type: 'refused', failure, doubt: false });
    const { letter: end, steps } = walk(letter);
    expect(steps).toEqual(['attach', 'confirm']);
    expect(end.progress).toMatchObject({ stage: 'attention', attached: [files[1]?.id] });
    const waived = after(end, { type: 'waive' });
    expect(walk(waived).letter.progress.stage).toBe('acknowledged');
  });

  it('never loses what is at the desk, whatever comes in whatever order', () => {
    const event: fc.Arbitrary<LetterEvent> = fc.oneof(
      fc.record({
        type: fc.constant('begin' as const),
        channel: fc.constantFrom('glpi' as const, 'mail' as const),
        step: fc.constantFrom({ kind: 'create' as const }, { kind: 'confirm' as const }),
        ticket: fc.constant(null),
      }),
      fc.constant(done()),
      fc.record({
        type: fc.constant('failed' as const),
        failure: fc.constant(failure),
        doubt: fc.boolean(),
        closed: fc.boolean(),
      }),
      fc.record({
        type: fc.constant('refused' as const),
        failure: fc.constant(failure),
        doubt: fc.boolean(),
      }),
      fc.constantFrom<LetterEvent>({ type: 'retry' }, { type: 'waive' }, { type: 'withdraw', at: 3 }),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        let progress: Progress = letterOf().progress;
        for (const one of events) {
          const next = advance(progress, one);
          if (progress.ticket !== null) expect(next.ticket).toBe(progress.ticket);
          if (progress.endedAt !== null) expect(next).toEqual(progress);
          progress = next;
        }
      }),
    );
  });
});

describe('the way that a letter goes by', () => {
  const { progress } = letterOf();
  const order = ['glpi', 'mail'] as const;

  it('is the first one, until that has failed often enough; then the next, and in the end the first again', () => {
    expect(chooseChannel(progress, order, 5)).toBe('glpi');
    expect(chooseChannel({ ...progress, channel: 'glpi', tries: 4 }, order, 5)).toBe('glpi');
    expect(chooseChannel({ ...progress, channel: 'glpi', tries: 5 }, order, 5)).toBe('mail');
    expect(chooseChannel({ ...progress, channel: 'mail', tries: 5 }, order, 5)).toBe('glpi');
  });

  it('stays the same as long as something is, or may be, at the desk', () => {
    const there = { ...progress, channel: 'glpi' as const, tries: 99 };
    expect(chooseChannel({ ...there, ticket: '7' }, order, 5)).toBe('glpi');
    expect(chooseChannel({ ...there, begun: { kind: 'create' } }, order, 5)).toBe('glpi');
    expect(chooseChannel({ ...there, ticket: '7' }, ['mail'], 5)).toBeNull();
  });

  it('is none where the site has none', () => {
    expect(chooseChannel(progress, [], 5)).toBeNull();
  });
});

describe('the pause before the next attempt', () => {
  it('is anything up to a bound that doubles, an hour at most', () => {
    expect(pauseAfter(0, 1)).toBe(5_000);
    expect(pauseAfter(1, 1)).toBe(10_000);
    expect(pauseAfter(1, 0)).toBe(0);
    expect(pauseAfter(50, 1)).toBe(3_600_000);
  });
});
