import { useEffect, useRef, useState } from 'react';
import type { Entry } from '../../../electron/directory/index.ts';
import type { Result } from '../../../electron/failures/index.ts';
import type { DirectoryView } from '../../../electron/ipc/rooms/directory.ts';
import type { PhoneView } from '../../../electron/ipc/rooms/telephony.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { stationBridge } from '../../ui/bridge.ts';
import { FailureAlert } from '../../ui/FailureAlert.tsx';
import { reasonText } from '../../ui/reason-text.ts';
import { useAsking } from '../../ui/use-intent.ts';
import { EntryForm } from './EntryForm.tsx';
import { EntryList } from './EntryList.tsx';
import { Manage } from './Manage.tsx';
import { SearchFields } from './SearchFields.tsx';
import { count, t } from './text.ts';
import { Undo, type Undoable } from './Undo.tsx';
import {
  FOUND_AT_ONCE,
  isSearch,
  MOST_FOUND,
  nothingWanted,
  useFound,
  useSummary,
  type Wanted,
} from './use-directory.ts';
import './directory.css';

interface DirectoryProps {
  readonly directory: DirectoryView;
  readonly phone: PhoneView;
}

/** « Annuaire »: whoever is looked for, found as one types, and called; also while portal and exchange are away. */
export function Directory({ directory, phone }: DirectoryProps) {
  const [{ wanted, limit }, setSearch] = useState({ wanted: nothingWanted, limit: FOUND_AT_ONCE });
  const setWanted = (next: Wanted) => setSearch({ wanted: next, limit: FOUND_AT_ONCE });
  const [editing, setEditing] = useState<Entry | 'new' | null>(null);
  const [managing, setManaging] = useState(false);
  const [done, setDone] = useState<Undoable | null>(null);
  const { entries, total, failure, retry } = useFound(wanted, limit, directory.revision);
  const summary = useSummary(directory.revision);
  const asking = useAsking();
  const whole = useRef<HTMLElement>(null);
  useEffect(() => {
    const section = whole.current;
    section?.addEventListener('keydown', walk);
    return () => section?.removeEventListener('keydown', walk);
  }, []);
  const searching = isSearch(wanted);
  const { dial } = phone.capabilities;

  const remove = async (entry: Entry) => {
    const removed = await asking.run(async () =>
      asDone(await stationBridge.ask('directory.remove', { id: entry.id })),
    );
    if (removed) setDone({ kind: 'removed', before: entry });
  };
  const setFavourite = ({ id, favourite }: Entry) =>
    void asking.run(async () =>
      asDone(await stationBridge.ask('directory.setFavourite', { id, favourite: !favourite })),
    );

  return (
    <section ref={whole} className="directory">
      <h1 className="fr-sr-only">{t('directory.title')}</h1>
      <SearchFields wanted={wanted} groups={summary?.groups ?? []} onChange={setWanted} />
      <div className="directory__tools">
        <p className="discreet" role="status">
          {entries && !failure && countText(entries.length, total)}
        </p>
        <Button small priority="secondary" onClick={() => setEditing('new')}>
          {t('directory.add')}
        </Button>
        <Button small priority="tertiary" onClick={() => setManaging(true)}>
          {t('directory.manage')}
        </Button>
      </div>
      {done && <Undo done={done} onEnd={() => setDone(null)} />}
      {summary && summary.unreadable > 0 && (
        <Alert severity="warning">
          <p>
            {summary.unreadable === 1
              ? t('directory.unreadable.one')
              : t('directory.unreadable.many', { count: summary.unreadable })}
          </p>
        </Alert>
      )}
      {asking.failure && <FailureAlert failure={asking.failure} onClose={asking.clear} />}
      {!dial.available && <p className="discreet">{reasonText(dial.reason)}</p>}
      {failure && (
        <>
          <FailureAlert failure={failure} />
          <div className="buttons">
            <Button onClick={retry}>{t('directory.retry')}</Button>
          </div>
        </>
      )}
      {!entries && !failure && (
        <p className="busy" role="status">
          {t('directory.loading')}
        </p>
      )}
      {entries && entries.length > 0 && (
        <EntryList
          title={t(searching ? 'directory.results' : 'directory.favourites')}
          entries={entries}
          phone={phone}
          onAct={(command) => void asking.run(() => stationBridge.ask('phone.command', command))}
          onFavourite={setFavourite}
          onEdit={setEditing}
          onRemove={(entry) => void remove(entry)}
        />
      )}
      {entries?.length === 0 && !failure && (
        <Nothing
          searching={searching}
          empty={summary?.entries === 0}
          onClear={() => setWanted(nothingWanted)}
        />
      )}
      {entries && entries.length < total && (
        <More
          shown={entries.length}
          total={total}
          onMore={() => setSearch({ wanted, limit: Math.min(limit + FOUND_AT_ONCE, MOST_FOUND) })}
        />
      )}
      {editing && (
        <EntryForm
          entry={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
          onSaved={(saved) => {
            setDone(
              editing === 'new' ? { kind: 'added', after: saved } : { kind: 'changed', before: editing },
            );
            setEditing(null);
          }}
        />
      )}
      {managing && <Manage directory={directory} summary={summary} onClose={() => setManaging(false)} />}
    </section>
  );
}

interface NothingProps {
  readonly searching: boolean;
  readonly empty: boolean;
  readonly onClear: () => void;
}

function Nothing({ searching, empty, onClear }: NothingProps) {
  if (empty) {
    return (
      <div className="directory__none">
        <p>
          <strong>{t('directory.empty')}</strong>
        </p>
        <p>{t('directory.emptyHelp')}</p>
      </div>
    );
  }
  return (
    <div className="directory__none">
      <p>{t(searching ? 'directory.none' : 'directory.noFavourite')}</p>
      {searching && (
        <Button small priority="secondary" onClick={onClear}>
          {t('directory.clear')}
        </Button>
      )}
    </div>
  );
}

interface MoreProps {
  readonly shown: number;
  readonly total: number;
  readonly onMore: () => void;
}

/** The rest of what was found, some at a time; of too many, the search has to be made narrower. */
function More({ shown, total, onMore }: MoreProps) {
  if (shown >= MOST_FOUND)
    return <p className="discreet">{t('directory.tooMany', { count: count(shown) })}</p>;
  const next = Math.min(FOUND_AT_ONCE, total - shown);
  return (
    <div className="buttons directory__more">
      <Button priority="secondary" onClick={onMore}>
        {next === 1 ? t('directory.more.one') : t('directory.more.many', { count: next })}
      </Button>
    </div>
  );
}

function countText(entries: number, total: number): string {
  const shown = count(entries);
  if (total > MOST_FOUND) return t('directory.count.tooMany', { count: count(MOST_FOUND), shown });
  if (total > entries) return t('directory.count.some', { count: count(total), shown });
  if (entries === 0) return t('directory.count.none');
  return entries === 1 ? t('directory.count.one') : t('directory.count.many', { count: count(entries) });
}

/** What an intent needs to know of an answer. */
function asDone<T>(answer: Result<T>): Result<undefined> {
  return answer.ok ? { ok: true, value: undefined } : answer;
}

/** Arrows go from the field through the entries, from one call button to the next. */
function walk(event: KeyboardEvent): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const { target, currentTarget } = event;
  if (!(target instanceof HTMLElement) || !(currentTarget instanceof HTMLElement)) return;
  if (target instanceof HTMLSelectElement || target.closest('dialog')) return;
  const stops = [
    ...currentTarget.querySelectorAll<HTMLElement>('.directory__field, .directory__entry, .directory__more'),
  ];
  const at = stops.findIndex((stop) => stop.contains(target));
  const next = stops[at + (event.key === 'ArrowDown' ? 1 : -1)];
  const focusable = next?.matches('input')
    ? next
    : next?.querySelector<HTMLElement>('.directory__number button, .directory__more > button');
  if (!focusable) return;
  event.preventDefault();
  focusable.focus();
}
