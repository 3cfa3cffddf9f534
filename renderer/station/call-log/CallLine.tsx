import { memo } from 'react';
import { Button } from '../../ui/Button.tsx';
import { CopyNumber } from './CopyNumber.tsx';
import type { CallRow } from './rows.ts';
import { t } from './text.ts';

interface CallLineProps {
  readonly row: CallRow;
  /** The day, where it begins with this line. */
  readonly day: string | null;
  readonly canCall: boolean;
  readonly onCall: (number: string) => void;
}

/** One entry; a body of its own, so that a day's title stands above it. */
export const CallLine = memo(function CallLine({ row, day, canCall, onCall }: CallLineProps) {
  const { number, direction } = row;
  return (
    <tbody>
      {day && (
        <tr>
          <th className="call-log__day" scope="rowgroup" colSpan={5}>
            {day}
          </th>
        </tr>
      )}
      <tr data-tone={row.tone}>
        <td>
          <time dateTime={row.iso}>{row.at}</time>
        </td>
        <td>
          <span className="call-log__party">
            {direction && (
              <span
                className={`icon icon--${direction}`}
                role="img"
                aria-label={t(`callLog.direction.${direction}`)}
              />
            )}
            {!direction && <span className="icon icon--link" aria-hidden="true" />}
            <span>
              {row.party}
              {row.below.map((line) => (
                <span key={line} className="call-log__below">
                  {line}
                </span>
              ))}
            </span>
          </span>
        </td>
        <td>
          <span className="call-log__result">{row.result}</span>
          {row.notes.map((note) => (
            <span key={note} className="call-log__below">
              {note}
            </span>
          ))}
        </td>
        <td>
          {row.durations.map((duration) => (
            <span key={duration} className="call-log__duration">
              {duration}
            </span>
          ))}
          {row.agent && <span className="call-log__below">{row.agent}</span>}
        </td>
        <td>
          {number !== null && (
            <span className="call-log__actions">
              {row.tone !== 'open' && (
                <Button
                  small
                  priority="secondary"
                  disabled={!canCall}
                  label={t('callLog.callBackLabel', { party: row.party })}
                  onClick={() => onCall(number)}
                >
                  {t('callLog.callBack')}
                </Button>
              )}
              <CopyNumber number={number} />
            </span>
          )}
        </td>
      </tr>
    </tbody>
  );
});
