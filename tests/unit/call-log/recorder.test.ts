import { describe, expect, it } from 'vitest';
import { nothingRecorded, type RecorderEvent, record } from '../../../electron/call-log/recorder.ts';
import type { LogEntry } from '../../../electron/call-log/rules/entry.ts';
import { call, camille, shows, staleSince, start } from './phones.ts';

/** The log after these events: each entry as it was told last, in the order of first mention. */
function logOf(...events: readonly RecorderEvent[]): readonly LogEntry[] {
  let serial = 0;
  let state = nothingRecorded;
  const log = new Map<string, LogEntry>();
  for (const event of events) {
    const recorded = record(state, event, () => `id-${++serial}`);
    state = recorded.state;
    for (const entry of recorded.entries) log.set(entry.id, entry);
  }
  return [...log.values()];
}

const answered = call({ state: 'connected', connectedAt: start + 4_000 });
const over = { ...answered, state: 'ended', endedAt: start + 64_000 } as const;
const missed = call({ state: 'ended', endedAt: start + 20_000 });

describe('the recorder of the call log', () => {
  it('writes a call from its first ring, and again at its end, in one entry', () => {
    expect(logOf(shows(0, [call()]))).toMatchObject([{ id: 'id-1', outcome: 'open', beganAt: start }]);

    const log = logOf(shows(0, [call()]), shows(4_000, [answered]), shows(64_000, [over]), shows(70_000, []));
    expect(log).toEqual([
      {
        id: 'id-1',
        outcome: 'answered',
        direction: 'inbound',
        number: '0612345678',
        name: null,
        members: [],
        phone: '1501',
        agent: camille,
        room: null,
        about: null,
        beganAt: start,
        answeredAt: start + 4_000,
        endedAt: start + 64_000,
        ringMs: 4_000,
        talkMs: 60_000,
        holdMs: 0,
        seenLate: false,
        uncertain: false,
      },
    ]);
  });

  it('tells nothing of a state that brings nothing new', () => {
    const first = record(nothingRecorded, shows(0, [call()]), () => 'id');
    expect(record(first.state, shows(500, [call()]), () => 'other').entries).toEqual([]);
  });

  it('knows the missed from the refused, the deflected and the unanswered', () => {
    const ended = [shows(0, [call()]), shows(20_000, [missed])];
    expect(logOf(...ended)).toMatchObject([{ outcome: 'missed', ringMs: 20_000, talkMs: null }]);
    expect(logOf(...ended, { type: 'done', command: { action: 'hangUp', callId: '1' } })).toMatchObject([
      { outcome: 'refused' },
    ]);
    const deflect = { action: 'deflect', callId: '1', number: '1502' } as const;
    expect(logOf(...ended, { type: 'done', command: deflect })).toMatchObject([{ outcome: 'deflected' }]);

    const placed = call({ direction: 'outbound', state: 'dialling' });
    expect(
      logOf(
        shows(0, [placed]),
        { type: 'done', command: { action: 'hangUp', callId: '1' } },
        shows(9_000, [{ ...placed, state: 'ended', endedAt: start + 9_000 }]),
      ),
    ).toMatchObject([{ outcome: 'unanswered' }]);
  });

  it('an answered call that is hung up here was answered', () => {
    expect(
      logOf(shows(0, [answered]), shows(64_000, [over]), {
        type: 'done',
        command: { action: 'hangUp', callId: '1' },
      }),
    ).toMatchObject([{ outcome: 'answered' }]);
  });

  it('counts holds out of the conversation, the last one too', () => {
    const held = { ...answered, state: 'held', heldAt: start + 10_000 } as const;
    expect(
      logOf(
        shows(0, [call()]),
        shows(4_000, [answered]),
        shows(10_000, [held]),
        shows(30_000, [answered]),
        shows(54_000, [{ ...held, heldAt: start + 54_000 }]),
        shows(64_000, [over]),
      ),
    ).toMatchObject([{ holdMs: 30_000, talkMs: 30_000 }]);
  });

  it('keeps one entry for a call that is transferred, and ties the consultation to it', () => {
    const consultation = call({
      id: '2',
      direction: 'outbound',
      state: 'connected',
      number: '1502',
      startedAt: start + 10_000,
      connectedAt: start + 12_000,
      consultationOf: '1',
    });
    const log = logOf(
      shows(4_000, [answered]),
      shows(12_000, [answered, consultation]),
      shows(64_000, [
        over,
        { ...consultation, state: 'ended', endedAt: start + 64_000, consultationOf: null },
      ]),
      { type: 'done', command: { action: 'transfer', callId: '1', otherId: '2' } },
    );
    expect(log).toMatchObject([
      { id: 'id-1', outcome: 'transferred', about: null },
      { id: 'id-2', outcome: 'transferred', about: 'id-1', direction: 'outbound' },
    ]);
  });

  it('remembers a conference after the others have left', () => {
    const members = [
      { number: '0612345678', displayName: null },
      { number: '1502', displayName: 'Régulateur' },
    ];
    expect(
      logOf(shows(4_000, [{ ...answered, members }]), shows(50_000, [answered]), shows(64_000, [over])),
    ).toMatchObject([{ outcome: 'conference', members }]);
  });

  it('marks a call that was there before it was seen', () => {
    const late = { ...answered, seenFromStart: false };
    expect(logOf(shows(4_000, [late]))).toMatchObject([{ seenLate: true, ringMs: null }]);
  });

  it('closes what vanishes as interrupted, and goes on in the same entry when it is found again', () => {
    const cut = [shows(0, [call()]), shows(4_000, [answered]), shows(9_000, [])];
    expect(logOf(...cut)).toMatchObject([{ outcome: 'interrupted', endedAt: null }]);

    const again = { ...answered, seenFromStart: false, startedAt: start + 30_000, number: '+33612345678' };
    const log = logOf(...cut, shows(30_000, [again]), shows(64_000, [{ ...again, ...ended(64_000) }]));
    expect(log).toMatchObject([
      { id: 'id-1', outcome: 'answered', beganAt: start, answeredAt: start + 4_000, uncertain: true },
    ]);
  });

  it('does not take another call for the one that was interrupted', () => {
    const others = [
      { ...answered, seenFromStart: false, number: '0699999999' },
      { ...answered, seenFromStart: false, number: null },
      { ...answered, seenFromStart: true },
      { ...answered, seenFromStart: false, direction: 'outbound' as const },
    ];
    for (const other of others) {
      const log = logOf(shows(0, [call()]), shows(9_000, []), shows(30_000, [other]));
      expect(log.map(({ id }) => id)).toEqual(['id-1', 'id-2']);
    }
  });

  it('goes on in the entry that another run left open', () => {
    const [open] = logOf(shows(0, [call()]));
    if (!open) throw new Error('nothing was written');
    const left = { ...open, id: 'of-another-run', outcome: 'interrupted' } as const;
    const late = { ...answered, seenFromStart: false };
    expect(logOf({ type: 'left-open', entries: [left] }, shows(60_000, [late]))).toMatchObject([
      { id: 'of-another-run', outcome: 'open', seenLate: false },
    ]);
  });

  it('writes the outage, and doubts what changed in it', () => {
    const quiet = call({ id: '2', state: 'held', number: '15', connectedAt: start, heldAt: start });
    const outage = staleSince(start + 10_000);
    const log = logOf(
      shows(0, [answered, quiet]),
      shows(11_000, [answered, quiet], outage),
      shows(40_000, [over, quiet], outage),
      shows(40_100, [over, quiet]),
    );
    expect(log).toMatchObject([
      { outcome: 'answered', uncertain: true },
      { outcome: 'open', uncertain: false },
      { outcome: 'outage', beganAt: start + 10_000, endedAt: start + 40_100, direction: null, phone: '1501' },
    ]);
  });

  it('writes no outage while the phone is being bound or let go', () => {
    expect(
      logOf(
        shows(0, [], { kind: 'connecting' }),
        shows(1, [], staleSince(start)),
        shows(2, [], { kind: 'down' }),
      ),
    ).toEqual([]);
  });

  it('writes what the exchange tells of calls that came and went in the outage', () => {
    const recovered: RecorderEvent = {
      type: 'recovered',
      calls: [{ direction: 'inbound', party: { number: '0611111111', displayName: null } }],
    };
    expect(logOf(recovered)).toEqual([]);
    const log = logOf(shows(0, []), shows(9, [], staleSince(start + 5)), shows(99, []), recovered);
    expect(log.at(-1)).toMatchObject({
      outcome: 'recovered',
      number: '0611111111',
      beganAt: start + 5,
      uncertain: true,
    });
  });

  it('writes who gave up in a waiting room', () => {
    const party = { number: '0611111111', displayName: null };
    expect(
      logOf({ type: 'abandoned', call: { room: '15', party, since: start, leftAt: start + 90_000 } }),
    ).toMatchObject([{ outcome: 'abandoned', room: '15', ringMs: 90_000, direction: 'inbound' }]);
  });
});

function ended(after: number) {
  return { state: 'ended', endedAt: start + after } as const;
}
