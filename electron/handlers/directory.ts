import { basename } from 'node:path';
import texts from '../../resources/fr/directory-export.json' with { type: 'json' };
import { type Directory, exportedRows } from '../directory/index.ts';
import { ok, type Result } from '../failures/index.ts';
import type { Handlers } from '../ipc/router.ts';
import type { DirectoryServices } from '../services/directory.ts';
import { csvTable } from '../shared/csv.ts';
import type { HandlerOptions } from './options.ts';
import { datedName, saveAs } from './save-as.ts';
import { type Attended, whileSignedIn } from './who-may-ask.ts';

type DirectoryChannels = keyof Handlers<'station'> & `directory.${string}`;

/** What these requests are about. */
export interface DirectoryRoom extends Attended {
  readonly directory: Pick<DirectoryServices, 'directory' | 'readLdap'>;
}

/** The directory, for whoever works here; a locked station shows nothing of it. */
export function directoryHandlers({
  services,
  saveFile,
  openFile,
}: Pick<HandlerOptions, 'saveFile' | 'openFile'> & {
  readonly services: () => DirectoryRoom | null;
}): Pick<Handlers<'station'>, DirectoryChannels> {
  const signedIn = whileSignedIn(services, 'Directory_NotSignedIn');
  const working = <T>(act: (directory: Directory) => Promise<Result<T>>) =>
    signedIn<T>(({ directory }) => act(directory.directory));
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
        const path = await openFile({
          title: texts.choose,
          filter: texts.importable,
          all: texts.all,
          extensions: ['csv', 'txt', 'tsv', 'vcf', 'vcard', 'ldif', 'ldi'],
        });
        // The dialog may stay open for longer than the session.
        if (path === null) return ok();
        return working(async (now) => {
          void now.readFile(path, basename(path));
          return ok();
        });
      }),
    'directory.readLdap': () => signedIn(({ directory }) => directory.readLdap()),
    'directory.previewAs': ({ source }) => working((directory) => directory.previewAs(source)),
    'directory.applyImport': () => working((directory) => directory.applyImport()),
    'directory.closeImport': () =>
      working(async (directory) => {
        directory.closeImport();
        return ok();
      }),
    'directory.export': () =>
      working(() =>
        saveAs(saveFile, {
          name: datedName(texts.file, 'csv'),
          filter: texts.filter,
          content: () =>
            working(async (directory) => {
              const entries = await directory.everything();
              return entries.ok ? ok(csvTable(exportedRows(entries.value))) : entries;
            }),
          unwritten: 'Directory_NotExported',
        }),
      ),
  };
}
