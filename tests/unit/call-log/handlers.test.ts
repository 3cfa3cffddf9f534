import { describe, expect, it } from 'vitest';
import type { LogQuery } from '../../../electron/call-log/rules/query.ts';
import { fail, ok } from '../../../electron/failures/index.ts';
import { callLogHandlers } from '../../../electron/handlers/call-log.ts';
import type { JournalNote } from '../../../electron/identity/journal/index.ts';
import type { SessionState } from '../../../electron/identity/session-state.ts';
import type { CallLogFilter } from '../../../electron/ipc/rooms/call-log.ts';
import { Subject } from '../../../electron/shared/listeners.ts';
import * as f from '../../gallery/fixtures.ts';
import { entry } from './entries.ts';
import { start } from './phones.ts';

const filter: CallLogFilter = {
  text: '',
  direction: null,
  outcomes: null,
  from: null,
  to: null,
  mine: false,
};
const page = { filter, after: null };
const locked: SessionState = f.locked;

/** The handlers over a log of two pages. */
function room(session: SessionState | null, choose = async () => '/chosen.csv') {
  const asked: LogQuery[] = [];
  const notes: JournalNote[] = [];
  const files: string[] = [];
  const state = new Subject<SessionState>(session ?? { kind: 'signed-out', failure: null });
  const first = entry({ name: '=HYPERLINK("x")', number: '+33612345678' });
  const handlers = callLogHandlers({
    services: () => ({
      identity: { state },
      journal: { note: (note) => void notes.push(note) },
      callLog: {
        log: {
          look: () => undefined,
          page: async (query) => {
            asked.push(query);
            return query.after
              ? ok({ entries: [entry({ outcome: 'outage', direction: null, number: null })], next: null })
              : ok({ entries: [first], next: { beganAt: start, seq: 1 } });
          },
        },
      },
    }),
    saveFile: { choose, write: async (_path, content) => void files.push(content.toString()) },
  });
  return { handlers, asked, notes, files, state };
}

describe('the call log', () => {
  it('is read by whoever is signed in, their own calls by their subject', async () => {
    const { handlers, asked } = room(f.signedIn);
    await handlers['callLog.page'](page);
    await handlers['callLog.page']({ filter: { ...filter, mine: true, text: '4242' }, after: null });
    expect(asked).toMatchObject([{ agent: null }, { agent: f.person.subject, text: '4242' }]);
  });

  it('shows nothing to a locked station, nor to nobody', async () => {
    for (const [session, code] of [
      [locked, 'Session_Locked'],
      [null, 'Log_NotSignedIn'],
    ] as const) {
      const { handlers, asked, files } = room(session);
      expect(await handlers['callLog.page'](page)).toEqual(fail(code));
      expect(await handlers['callLog.export'](filter)).toEqual(fail(code));
      expect([...asked, ...files]).toEqual([]);
    }
  });

  it('is exported whole, no cell a formula, and the journal says who did', async () => {
    const { handlers, notes, files } = room(f.signedIn);
    expect(await handlers['callLog.export'](filter)).toEqual(ok({ file: '/chosen.csv', count: 2 }));
    const [csv = ''] = files;
    expect(csv.trim().split('\r\n')).toHaveLength(3);
    expect(csv).toContain(`"'=HYPERLINK(""x"")"`);
    expect(csv).toContain(`"'+33612345678"`);
    expect(csv).toContain('"2026-03-02T03:00:00+01:00"');
    expect(notes).toMatchObject([{ event: 'call-log-exported', person: 'Camille Rivière' }]);
  });

  it('is not written for a session that is locked while the person chooses where', async () => {
    const act = { whileChoosing: () => {} };
    const { handlers, files, notes, state } = room(f.signedIn, async () => {
      act.whileChoosing();
      return '/chosen.csv';
    });
    act.whileChoosing = () => state.set(locked);
    expect(await handlers['callLog.export'](filter)).toEqual(fail('Session_Locked'));
    expect([...files, ...notes]).toEqual([]);
  });
});
