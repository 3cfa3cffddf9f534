import { useState } from 'react';
import type { Failure } from '../../../electron/failures/index.ts';
import verificationMonth from '../../../resources/fr/verification-month.json';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { stationBridge } from '../../ui/bridge.ts';
import { copyText } from '../../ui/copy-text.ts';
import { FailureAlert } from '../../ui/FailureAlert.tsx';
import { texts } from '../../ui/text.ts';

const t = texts(verificationMonth);

type State =
  | { readonly kind: 'idle' | 'saving' | 'copied' }
  | { readonly kind: 'saved'; readonly file: string }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** A month on the clipboard, or in a file for people or for programs. */
export function MonthTools({ month }: { readonly month: string }) {
  const [state, setState] = useState<State>({ kind: 'idle' });
  const isSaving = state.kind === 'saving';
  const copy = async () => {
    const summary = await stationBridge.ask('month.text', { month });
    if (!summary.ok) setState({ kind: 'failed', failure: summary.failure });
    else if (copyText(summary.value)) setState({ kind: 'copied' });
  };
  const save = async (format: 'text' | 'json') => {
    setState({ kind: 'saving' });
    const saved = await stationBridge.ask('month.save', { month, format });
    if (!saved.ok) return setState({ kind: 'failed', failure: saved.failure });
    const { file } = saved.value;
    setState(file === null ? { kind: 'idle' } : { kind: 'saved', file });
  };
  return (
    <>
      <div className="buttons">
        <Button small priority="secondary" onClick={() => void copy()}>
          {t('month.copy')}
        </Button>
        <Button small priority="secondary" busy={isSaving} onClick={() => void save('text')}>
          {t('month.saveText')}
        </Button>
        <Button small priority="secondary" busy={isSaving} onClick={() => void save('json')}>
          {t('month.saveJson')}
        </Button>
      </div>
      {state.kind === 'copied' && <Alert severity="success" title={t('month.copied')} />}
      {state.kind === 'saved' && (
        <Alert severity="success" title={t('month.saved')}>
          <p className="verification__file">{state.file}</p>
        </Alert>
      )}
      {state.kind === 'failed' && <FailureAlert failure={state.failure} />}
    </>
  );
}
