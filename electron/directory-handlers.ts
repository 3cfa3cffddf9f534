import { basename } from 'node:path';
import texts from '../resources/fr/directory-export.json' with { type: 'json' };
import { type Directory, exportedRows } from './directory/index.ts';
import type { DirectoryServices } from './directory-services.ts';
import { fail, ok, type Result } from './failures/index.ts';
import type { HandlerOptions } from './handlers.ts';
import type { SessionState } from './identity/index.ts';
import type { Handlers } from './ipc/router.ts';
import type { DirectoryExport } from './ipc/views.ts';
import { csvTable } from './shared/csv.ts';
import type { Observable } from './shared/listeners.ts';

type DirectoryChannels = keyof Handlers<'station'> & `directory.${string}`;

/** What these requests are about. */
export interface DirectoryRoom {
  readonly identity: { readonly state: Observable<SessionState> };
  readonly directory: Pick<DirectoryServices, 'directory' | 'readLdap'>;
}

const notYet = async () => fail('Request_NotYet');

/** The directory, for whoever works here; a locked station shows nothing of it. */
export function directoryHandlers({
  services,
  saveFile,
  openFile,
}: Pick<HandlerOptions, 'saveFile' | 'openFile'> & {
  readonly services: () => DirectoryRoom | null;
}): Pick<Handlers<'station'>, DirectoryChannels> {
  const working = async <T>(act: (directory: Directory) => Promise<Result<T>>): Promise<Result<T>> => {
    const running = services();
    if (!running) return fail('Request_NotYet');
    const { kind } = running.identity.state.get();
    if (kind === 'locked') return fail('Session_Locked');
    return kind === 'signed-in' ? act(running.directory.directory) : fail('Directory_NotSignedIn');
  };
  return {
    'directory.search': (request) => working((directory) => directory.search(request)),
    'directory.favourites': () => working((directory) => directory.favourites()),
    'directory.summary': () => working((directory) => directory.summary()),
    'directory.save': ({ id, content }) => working((directory) => directory.save(id, content)),
    'directory.remove': ({ id }) => working((directory) => directory.remove(id)),
    'directory.setFavourite': ({ id, favourite }) =>
      working((directory) => directory.setFavourite(id, favourite)),
    'directory.forgetSource': ({ source }) => working((directory) => directory.forgetSource(source)),
    'directory.chooseFile': () =>
      working(async () => {
        const path = await openFile({ title: texts.choose, filter: texts.importable, all: texts.all });
        // The dialog may stay open for longer than the session.
        if (path === null) return ok();
        return working(async (now) => {
          void now.readFile(path, basename(path));
          return ok();
        });
      }),
    'directory.readLdap': () => working(() => services()?.directory.readLdap() ?? notYet()),
    'directory.previewAs': ({ source }) => working((directory) => directory.previewAs(source)),
    'directory.applyImport': () => working((directory) => directory.applyImport()),
    'directory.closeImport': () =>
      working(async (directory) => {
        directory.closeImport();
        return ok();
      }),
    'directory.export': () =>
      working<DirectoryExport>(async () => {
        const name = `${texts.file}-${new Date().toISOString().slice(0, 10)}.csv`;
        const file = await saveFile.choose({ name, filter: texts.filter });
        if (file === null) return ok({ file });
        return working(async (now) => {
          const entries = await now.everything();
          if (!entries.ok) return entries;
          return saveFile.write(file, csvTable(exportedRows(entries.value))).then(
            () => ok({ file }),
            () => fail('Directory_NotExported'),
          );
        });
      }),
  };
}
