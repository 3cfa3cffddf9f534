import { useMemo } from 'react';
import type { LogEntry } from '../../../electron/call-log/rules/entry.ts';
import { useEndSeen } from '../../ui/use-end-seen.ts';
import { CallLine } from './CallLine.tsx';
import { callRows } from './rows.ts';
import { t } from './text.ts';

interface CallLogTableProps {
  readonly entries: readonly LogEntry[];
  readonly canCall: boolean;
  readonly onCall: (number: string) => void;
  /** The end of the list comes into sight. */
  readonly onEnd: () => void;
}

const columns = ['at', 'party', 'result', 'durations', 'actions'] as const;

/** The entries, the newest first, by days. */
export function CallLogTable({ entries, canCall, onCall, onEnd }: CallLogTableProps) {
  const rows = useMemo(() => callRows(entries, Date.now()), [entries]);
  const end = useEndSeen(entries, onEnd);
  return (
    <>
      <table className="call-log__table">
        <caption className="fr-sr-only">{t('callLog.table')}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`callLog.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        {rows.map((row, index) => (
          <CallLine
            key={row.id}
            row={row}
            day={row.day === rows[index - 1]?.day ? null : row.day}
            canCall={canCall}
            onCall={onCall}
          />
        ))}
      </table>
      <div ref={end} />
    </>
  );
}
