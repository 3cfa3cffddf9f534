import type { LdapSettings } from '../../native/records/directory/imports/ldap-settings.ts';
import type { ImportReport } from '../../native/records/directory/imports/report.ts';
import type {
  DirectorySummary,
  SearchReply,
  SearchRequest,
} from '../../native/records/directory/operations.ts';
import { type Failure, fail, ok, type Result } from '../failures/index.ts';
import type { Records } from '../records/index.ts';
import { Subject, type Unsubscribe } from '../shared/listeners.ts';
import type { Entry, EntryContent } from './rules/entry.ts';

/** An import, from the file to its report. */
export type ImportState =
  | { readonly step: 'reading'; readonly file: string }
  | { readonly step: 'preview'; readonly file: string; readonly report: ImportReport }
  | { readonly step: 'writing'; readonly file: string; readonly done: number; readonly total: number }
  | { readonly step: 'done'; readonly file: string; readonly report: ImportReport }
  | { readonly step: 'failed'; readonly file: string; readonly failure: Failure };

export interface DirectoryState {
  /** Goes up whenever something in it has changed. */
  readonly revision: number;
  /** Null while nothing is imported. */
  readonly importing: ImportState | null;
}

/** Under which the site's LDAP directory is imported. */
const ldapSource = 'ldap';
/** A large file on a slow disk; milliseconds. */
const IMPORT_DEADLINE = 15 * 60_000;

/** The directory as main has it: the entries are in the records process, what is shown of an import is here. */
export class Directory {
  readonly state = new Subject<DirectoryState>({ revision: 0, importing: null });
  readonly #records: Records;
  readonly #stops: readonly Unsubscribe[];

  constructor(records: Records) {
    this.#records = records;
    this.#stops = [
      records.onEvent((event) => {
        if (event.type === 'directory-import') this.#progress(event.done, event.total);
      }),
      // What was read of a file went with the process.
      records.onStarted(() => this.#processStarted()),
    ];
  }

  search(request: SearchRequest): Promise<Result<SearchReply>> {
    return this.#records.call('directory.search', request);
  }

  favourites(): Promise<Result<readonly Entry[]>> {
    return this.#records.call('directory.favourites', undefined);
  }

  summary(): Promise<Result<DirectorySummary>> {
    return this.#records.call('directory.summary', undefined);
  }

  /** Adds an entry of this workstation (`id` null) or changes one. Fails as `directory.save`. */
  save(id: number | null, content: EntryContent): Promise<Result<Entry>> {
    return this.#changing(this.#records.call('directory.save', { id, content }));
  }

  remove(id: number): Promise<Result<Entry>> {
    return this.#changing(this.#records.call('directory.remove', { id }));
  }

  setFavourite(id: number, favourite: boolean): Promise<Result<Entry>> {
    return this.#changing(this.#records.call('directory.setFavourite', { id, favourite }));
  }

  forgetSource(source: string): Promise<Result<undefined>> {
    return this.#changing(this.#records.call('directory.forgetSource', { source }));
  }

  /** Every entry in clear of the directory, in the order of their ids. What rests sealed is not exported. */
  async everything(): Promise<Result<readonly Entry[]>> {
    const all: Entry[] = [];
    let after = 0;
    for (;;) {
      const page = await this.#records.call('directory.page', { after });
      if (!page.ok) return page;
      all.push(...page.value);
      const last = page.value.at(-1);
      if (!last) return ok(all);
      after = last.id;
    }
  }

  /** Reads a file, and shows what importing it would change. */
  async readFile(path: string, name: string): Promise<void> {
    this.#show({ step: 'reading', file: name });
    const read = await this.#records.call('directory.readFile', { path, source: null }, IMPORT_DEADLINE);
    this.#show(
      read.ok
        ? { step: 'preview', file: name, report: read.value }
        : { step: 'failed', file: name, failure: read.failure },
    );
  }

  /** The same of the site's LDAP directory; `name` is what it is called on screen. */
  async readLdap(settings: LdapSettings, name: string): Promise<void> {
    this.#show({ step: 'reading', file: name });
    const read = await this.#records.call(
      'directory.readLdap',
      { settings, source: ldapSource },
      IMPORT_DEADLINE,
    );
    this.#show(
      read.ok
        ? { step: 'preview', file: name, report: read.value }
        : { step: 'failed', file: name, failure: read.failure },
    );
  }

  /** The same under another name: which entries it replaces. */
  async previewAs(source: string): Promise<Result<undefined>> {
    const { importing } = this.state.get();
    if (importing?.step !== 'preview') return fail('Directory_NothingRead');
    const preview = await this.#records.call('directory.preview', { source }, IMPORT_DEADLINE);
    if (!preview.ok) return preview;
    this.#show({ ...importing, report: preview.value });
    return ok();
  }

  /** Does what the preview shows. */
  async applyImport(): Promise<Result<undefined>> {
    const { importing } = this.state.get();
    if (importing?.step !== 'preview') return fail('Directory_NothingRead');
    const { file, report } = importing;
    this.#show({ step: 'writing', file, done: 0, total: report.added + report.updated + report.unchanged });
    const applied = await this.#records.call('directory.apply', { source: report.source }, IMPORT_DEADLINE);
    if (applied.ok) this.#show({ step: 'done', file, report: applied.value });
    else {
      const cut = applied.failure.code === 'Records_NotAnswering';
      this.#show({
        step: 'failed',
        file,
        failure: cut ? fail('Directory_ImportCut').failure : applied.failure,
      });
    }
    this.#changed();
    return ok();
  }

  /** Puts the import away; one that is being written goes on to its end. */
  closeImport(): void {
    const { importing } = this.state.get();
    if (importing?.step === 'writing') return;
    this.#show(null);
    if (importing) void this.#records.call('directory.discard', undefined);
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }

  async #changing<T>(asked: Promise<Result<T>>): Promise<Result<T>> {
    const result = await asked;
    if (result.ok) this.#changed();
    return result;
  }

  #processStarted(): void {
    const { importing } = this.state.get();
    if (importing?.step === 'preview') {
      this.#show({ step: 'failed', file: importing.file, failure: fail('Directory_NothingRead').failure });
    }
    this.#changed();
  }

  #progress(done: number, total: number): void {
    const { importing } = this.state.get();
    if (importing?.step === 'writing') this.#show({ ...importing, done, total });
  }

  #show(importing: ImportState | null): void {
    this.state.set({ ...this.state.get(), importing });
  }

  #changed(): void {
    const { revision, importing } = this.state.get();
    this.state.set({ revision: revision + 1, importing });
  }
}
