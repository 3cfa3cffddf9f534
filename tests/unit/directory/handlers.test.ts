import { describe, expect, it } from 'vitest';
import { Directory } from '../../../electron/directory/index.ts';
import { ok } from '../../../electron/failures/index.ts';
import { directoryHandlers } from '../../../electron/handlers/directory.ts';
import type { SessionState } from '../../../electron/identity/index.ts';
import { Subject } from '../../../electron/shared/listeners.ts';
import { locked, signedIn } from '../../gallery/fixtures.ts';
import { absentRecords } from '../../stand/records/absent.ts';

function handlersIn(session: SessionState) {
  const asked: string[] = [];
  const handlers = directoryHandlers({
    services: () => ({
      identity: { state: new Subject(session) },
      directory: { directory: new Directory(absentRecords), readLdap: async () => ok() },
    }),
    saveFile: {
      choose: async () => {
        asked.push('where to write');
        return null;
      },
      write: async () => undefined,
    },
    openFile: async () => {
      asked.push('which file');
      return null;
    },
  });
  return { handlers, asked };
}

describe('the directory', () => {
  it('is closed while the station is locked, and before somebody signs in', async () => {
    for (const [session, code] of [
      [locked, 'Session_Locked'],
      [{ kind: 'signed-out', failure: null }, 'Directory_NotSignedIn'],
    ] as const) {
      const { handlers, asked } = handlersIn(session);
      const answers = await Promise.all([
        handlers['directory.search']({ text: 'a', kind: null, group: null, limit: 40 }),
        handlers['directory.favourites'](undefined),
        handlers['directory.summary'](undefined),
        handlers['directory.remove']({ id: 1 }),
        handlers['directory.chooseFile'](undefined),
        handlers['directory.readLdap'](undefined),
        handlers['directory.applyImport'](undefined),
        handlers['directory.export'](undefined),
      ]);
      for (const answer of answers) expect(answer).toMatchObject({ ok: false, failure: { code } });
      expect(asked).toEqual([]);
    }
  });

  it('asks the person for the file, and does nothing when they give up', async () => {
    const { handlers, asked } = handlersIn(signedIn);
    expect(await handlers['directory.chooseFile'](undefined)).toEqual(ok());
    expect(await handlers['directory.export'](undefined)).toEqual(ok({ file: null }));
    expect(asked).toEqual(['which file', 'where to write']);
  });
});
