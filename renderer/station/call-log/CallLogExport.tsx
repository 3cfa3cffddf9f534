import { useState } from 'react';
import type { Failure } from '../../../electron/failures/index.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { stationBridge } from '../../ui/bridge.ts';
import { FailureAlert } from '../../ui/FailureAlert.tsx';
import { type Filters, filterOf } from './filters.ts';
import { t } from './text.ts';

type State =
  | { readonly kind: 'idle' | 'pending' }
  | { readonly kind: 'written'; readonly file: string; readonly count: number }
  | { readonly kind: 'failed'; readonly failure: Failure };

const numbers = new Intl.NumberFormat('fr-FR');

/** Has what the filters show written where the person chooses, and tells where that is. */
export function CallLogExport({ filters }: { readonly filters: Filters }) {
  const [state, setState] = useState<State>({ kind: 'idle' });
  const pending = state.kind === 'pending';
  const write = async () => {
    setState({ kind: 'pending' });
    const result = await stationBridge.ask('callLog.export', filterOf(filters, Date.now()));
    if (!result.ok) return setState({ kind: 'failed', failure: result.failure });
    const { file, count } = result.value;
    setState(file === null ? { kind: 'idle' } : { kind: 'written', file, count });
  };
  return (
    <>
      <Button small priority="secondary" busy={pending} onClick={() => void write()}>
        {t(pending ? 'callLog.exporting' : 'callLog.export')}
      </Button>
      {state.kind === 'written' && (
        <Alert severity="success" title={countText(state.count)}>
          <p className="call-log__file">{state.file}</p>
        </Alert>
      )}
      {state.kind === 'failed' && <FailureAlert failure={state.failure} />}
    </>
  );
}

function countText(count: number): string {
  return count === 1
    ? t('callLog.exported.one')
    : t('callLog.exported.many', { count: numbers.format(count) });
}
