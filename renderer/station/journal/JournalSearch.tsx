import { useDeferredValue, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { JournalEntry } from '../../../electron/identity/journal/entry.ts';
import { Button } from '../../ui/Button.tsx';
import { t } from '../text.ts';
import { JournalTable } from './JournalTable.tsx';
import { journalRows, searchRows } from './rows.ts';

/** Rows shown at first, and each time more are asked for: thousands at once would hold the page up. */
const page = 100;

/** The lines of the journal, all or those that are looked for. */
export function JournalSearch({ entries }: { readonly entries: readonly JournalEntry[] }) {
  const id = useId();
  const [text, setText] = useState('');
  const [refusedOnly, setRefusedOnly] = useState(false);
  const [shown, setShown] = useState(page);
  const wanted = useDeferredValue(text);
  const rows = useMemo(() => journalRows(entries), [entries]);
  const found = useMemo(() => searchRows(rows, wanted, refusedOnly), [rows, wanted, refusedOnly]);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const search = (next: { text: string; refusedOnly: boolean }) => {
    setText(next.text);
    setRefusedOnly(next.refusedOnly);
    setShown(page);
  };
  return (
    <>
      <div className="journal__search">
        <div>
          <label className="fr-label" htmlFor={id}>
            {t('journal.filter')}
            <span className="fr-hint-text" id={`${id}-hint`}>
              {t('journal.filterHint')}
            </span>
          </label>
          <input
            ref={field}
            id={id}
            className="fr-input"
            type="search"
            maxLength={100}
            spellCheck={false}
            aria-describedby={`${id}-hint`}
            value={text}
            onChange={(event) => search({ text: event.target.value, refusedOnly })}
          />
        </div>
        <label className="journal__refused">
          <input
            type="checkbox"
            checked={refusedOnly}
            onChange={(event) => search({ text, refusedOnly: event.target.checked })}
          />
          {t('journal.refusedOnly')}
        </label>
        <p className="discreet" role="status">
          {countText(found.length, rows.length)}
        </p>
      </div>
      {found.length === 0 ? (
        <div className="journal__none">
          <p>{t('journal.none')}</p>
          <Button small priority="secondary" onClick={() => search({ text: '', refusedOnly: false })}>
            {t('journal.clear')}
          </Button>
        </div>
      ) : (
        <JournalTable rows={found.slice(0, shown)} />
      )}
      {found.length > shown && (
        <Button priority="secondary" onClick={() => setShown(shown + page)}>
          {t('journal.more')}
        </Button>
      )}
    </>
  );
}

const numbers = new Intl.NumberFormat('fr-FR');

function countText(found: number, total: number): string {
  const count = numbers.format(found);
  if (found < total) return t('journal.countOf', { count, total: numbers.format(total) });
  return total === 1 ? t('journal.count.one') : t('journal.count.many', { count });
}
