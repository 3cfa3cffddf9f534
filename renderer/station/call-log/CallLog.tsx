import { useDeferredValue, useEffect, useState } from 'react';
import type { CallLogView } from '../../../electron/ipc/rooms/call-log.ts';
import type { PhoneView } from '../../../electron/ipc/rooms/telephony.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { stationBridge } from '../../ui/bridge.ts';
import { FailureAlert } from '../../ui/FailureAlert.tsx';
import { reasonText } from '../../ui/reason-text.ts';
import { useIntent } from '../../ui/use-intent.ts';
import { CallLogExport } from './CallLogExport.tsx';
import { CallLogFilters } from './CallLogFilters.tsx';
import { CallLogTable } from './CallLogTable.tsx';
import { isFiltered, noFilters } from './filters.ts';
import { t } from './text.ts';
import { useCallLog } from './use-call-log.ts';
import './call-log.css';

interface CallLogProps {
  readonly callLog: CallLogView;
  readonly phone: PhoneView;
}

/** « Journal des appels »: what came, what was placed, what was missed; found again, and called back. */
export function CallLog({ callLog, phone }: CallLogProps) {
  const [filters, setFilters] = useState(noFilters);
  const wanted = useDeferredValue(filters);
  const { items: entries, failure, hasMore, loading, more, read } = useCallLog(wanted, callLog.revision);
  const call = useIntent((number: string) => stationBridge.ask('phone.command', { action: 'dial', number }));
  const { dial } = phone.capabilities;

  // Whoever has the list before their eyes has seen what was missed.
  const { missed } = callLog;
  useEffect(() => {
    if (missed > 0) void stationBridge.ask('callLog.look', undefined);
  }, [missed]);

  return (
    <section className="call-log">
      <h1 className="fr-sr-only">{t('callLog.title')}</h1>
      {callLog.kept === 'memory' && (
        <Alert severity="warning">
          <p>{t('callLog.memory')}</p>
        </Alert>
      )}
      {callLog.failure && (
        <Alert severity="warning">
          <p>{t('callLog.notWritten')}</p>
        </Alert>
      )}
      <CallLogFilters filters={filters} onChange={setFilters} />
      {call.failure && <FailureAlert failure={call.failure} onClose={call.clear} />}
      {!dial.available && <p className="discreet">{reasonText(dial.reason)}</p>}
      {failure && (
        <>
          <FailureAlert failure={failure} />
          <div className="buttons">
            <Button onClick={read}>{t('callLog.retry')}</Button>
          </div>
        </>
      )}
      {!entries && !failure && (
        <p className="busy" role="status">
          {t('callLog.loading')}
        </p>
      )}
      {entries && entries.length > 0 && (
        <CallLogTable
          entries={entries}
          canCall={dial.available && !call.pending}
          onCall={(number) => void call.run(number)}
          onEnd={more}
        />
      )}
      {entries?.length === 0 && !loading && !failure && (
        <div className="call-log__none">
          <p>{t(isFiltered(filters) ? 'callLog.none' : 'callLog.empty')}</p>
          {isFiltered(filters) && (
            <Button small priority="secondary" onClick={() => setFilters(noFilters)}>
              {t('callLog.clear')}
            </Button>
          )}
        </div>
      )}
      <p className="discreet" role="status">
        {entries && loading ? t('callLog.searching') : ''}
      </p>
      {hasMore && !loading && (
        <Button small priority="secondary" onClick={more}>
          {t('callLog.more')}
        </Button>
      )}
      <div className="call-log__foot">
        {callLog.kept === 'disk' && (
          <p className="discreet">
            {callLog.days === 1 ? t('callLog.days.one') : t('callLog.days', { days: callLog.days })}
          </p>
        )}
        {entries && entries.length > 0 && <CallLogExport filters={filters} />}
      </div>
    </section>
  );
}
