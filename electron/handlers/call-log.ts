import texts from '../../resources/fr/call-log-export.json' with { type: 'json' };
import { type CallLog, csvColumns, csvRow } from '../call-log/index.ts';
import type { LogEntry } from '../call-log/rules/entry.ts';
import type { LogCursor, LogQuery } from '../call-log/rules/query.ts';
import { ok, type Result } from '../failures/index.ts';
import { callLogExport, type Journal } from '../identity/journal/index.ts';
import type { CallLogExport, CallLogFilter } from '../ipc/rooms/call-log.ts';
import type { Handlers } from '../ipc/router.ts';
import { csvTable } from '../shared/csv.ts';
import type { HandlerOptions } from './options.ts';
import { datedName, saveAs } from './save-as.ts';
import { type Attended, type SignedIn, whileSignedIn } from './who-may-ask.ts';

type CallLogChannels = keyof Handlers<'station'> & `callLog.${string}`;

/** What these requests are about. */
export interface CallLogRoom extends Attended {
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
  const signedIn = whileSignedIn(services, 'Log_NotSignedIn');
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
        let count = 0;
        const saved = await saveAs(saveFile, {
          name: datedName(texts.file, 'csv'),
          filter: texts.filter,
          content: () =>
            signedIn(async ({ callLog, journal }, session) => {
              const entries = await everyEntry(callLog.log, queryOf(filter, session));
              if (!entries.ok) return entries;
              journal.note(callLogExport(session));
              count = entries.value.length;
              return ok(csvTable([csvColumns, ...entries.value.map(csvRow)]));
            }),
          unwritten: 'Log_NotExported',
        });
        return saved.ok ? ok({ ...saved.value, count }) : saved;
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
