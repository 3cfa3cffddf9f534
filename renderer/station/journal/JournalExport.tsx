import { useState } from 'react';
import type { Failure } from '../../../electron/failures/index.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { stationBridge } from '../../ui/bridge.ts';
import { FailureAlert } from '../../ui/FailureAlert.tsx';
import { t } from '../text.ts';

type State =
  | { readonly kind: 'idle' | 'pending' }
  | { readonly kind: 'written'; readonly file: string }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Has the whole journal written where the person chooses, and tells where that is. */
export function JournalExport() {
  const [state, setState] = useState<State>({ kind: 'idle' });
  const pending = state.kind === 'pending';
  const write = async () => {
    setState({ kind: 'pending' });
    const result = await stationBridge.ask('journal.export', undefined);
    if (!result.ok) return setState({ kind: 'failed', failure: result.failure });
    const { file } = result.value;
    setState(file === null ? { kind: 'idle' } : { kind: 'written', file });
  };
  return (
    <>
      <Button small priority="secondary" busy={pending} onClick={() => void write()}>
        {t(pending ? 'journal.exporting' : 'journal.export')}
      </Button>
      {state.kind === 'written' && (
        <Alert severity="success" title={t('journal.exported')}>
          <p className="journal__file">{state.file}</p>
        </Alert>
      )}
      {state.kind === 'failed' && <FailureAlert failure={state.failure} />}
    </>
  );
}
