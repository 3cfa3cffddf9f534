import texts from '../resources/fr/call-log-export.json' with { type: 'json' };
import { type CallLog, csvColumns, csvRow } from './call-log/index.ts';
import type { LogEntry } from './call-log/rules/entry.ts';
import type { LogCursor, LogQuery } from './call-log/rules/query.ts';
import { fail, ok, type Result } from './failures/index.ts';
import type { HandlerOptions } from './handlers.ts';
import type { SessionState } from './identity/index.ts';
import { callLogExport, type Journal } from './identity/journal/index.ts';
import type { Handlers } from './ipc/router.ts';
import type { CallLogExport, CallLogFilter } from './ipc/views.ts';
import { csvTable } from './shared/csv.ts';
import type { Observable } from './shared/listeners.ts';

type CallLogChannels = keyof Handlers<'station'> & `callLog.${string}`;
type SignedIn = Extract<SessionState, { kind: 'signed-in' }>;

/** What these requests are about. */
export interface CallLogRoom {
  readonly identity: { readonly state: Observable<SessionState> };
  readonly callLog: { readonly log: Pick<CallLog, 'page' | 'look'> };
  readonly journal: Pick<Journal, 'note'>;
}

/** Entries read at a time for an export. */
const EXPORTED_AT_ONCE = 1_000;

/** Reads the call log for whoever works here; a locked station shows nothing of it. */
export function callLogHandlers({
  services,
  saveFile,
}: Pick<HandlerOptions, 'saveFile'> & { readonly services: () => CallLogRoom | null }): Pick<
  Handlers<'station'>,
  CallLogChannels
> {
  const signedIn = async <T>(act: (running: CallLogRoom, session: SignedIn) => Promise<Result<T>>) => {
    const running = services();
    if (!running) return fail('Request_NotYet');
    const session = running.identity.state.get();
    if (session.kind === 'locked') return fail('Session_Locked');
    return session.kind === 'signed-in' ? act(running, session) : fail('Log_NotSignedIn');
  };
  return {
    'callLog.page': ({ filter, after }) =>
      signedIn(({ callLog }, session) => callLog.log.page({ ...queryOf(filter, session), after })),
    'callLog.look': () =>
      signedIn(async ({ callLog }) => {
        callLog.log.look();
        return ok();
      }),
    'callLog.export': (filter) =>
      signedIn<CallLogExport>(async () => {
        const name = `${texts.file}-${new Date().toISOString().slice(0, 10)}.csv`;
        const file = await saveFile.choose({ name, filter: texts.filter });
        if (file === null) return ok({ file, count: 0 });
        // The dialog may stay open for longer than the session.
        return signedIn(async ({ callLog, journal }, session) => {
          const entries = await everyEntry(callLog.log, queryOf(filter, session));
          if (!entries.ok) return entries;
          journal.note(callLogExport(session));
          return saveFile.write(file, csvTable([csvColumns, ...entries.value.map(csvRow)])).then(
            () => ok({ file, count: entries.value.length }),
            () => fail('Log_NotExported'),
          );
        });
      }),
  };
}

function queryOf({ mine, ...filter }: CallLogFilter, { person }: SignedIn): LogQuery {
  return { ...filter, agent: mine ? person.subject : null, after: null };
}

async function everyEntry(log: Pick<CallLog, 'page'>, query: LogQuery): Promise<Result<readonly LogEntry[]>> {
  const entries: LogEntry[] = [];
  let after: LogCursor | null = null;
  do {
    const page = await log.page({ ...query, after }, EXPORTED_AT_ONCE);
    if (!page.ok) return page;
    entries.push(...page.value.entries);
    after = page.value.next;
  } while (after);
  return ok(entries);
}
