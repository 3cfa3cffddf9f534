import { memo } from 'react';
import { t } from '../text.ts';
import type { JournalRow } from './rows.ts';

const columns = ['at', 'person', 'method', 'event', 'result', 'profile'] as const;

/** The lines, the newest first. Names come from outside: text only. */
export function JournalTable({ rows }: { readonly rows: readonly JournalRow[] }) {
  return (
    <table className="journal__table">
      <caption className="fr-sr-only">{t('journal.table')}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {t(`journal.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Line key={row.key} row={row} />
        ))}
      </tbody>
    </table>
  );
}

const Line = memo(function Line({ row }: { readonly row: JournalRow }) {
  return (
    <tr data-refused={row.refused}>
      <td>
        <time dateTime={row.iso}>{row.at}</time>
      </td>
      <td>{row.person}</td>
      <td>{row.method}</td>
      <td>{row.event}</td>
      <td>
        {row.result}
        {row.code && <span className="journal__code">{row.code}</span>}
      </td>
      <td>{row.profile}</td>
    </tr>
  );
});
