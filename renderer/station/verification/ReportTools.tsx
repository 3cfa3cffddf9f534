import { useState } from 'react';
import type { Failure } from '../../../electron/failures/index.ts';
import type { RunSummary } from '../../../electron/ipc/rooms/verification.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { stationBridge } from '../../ui/bridge.ts';
import { copyText } from '../../ui/copy-text.ts';
import { FailureAlert } from '../../ui/FailureAlert.tsx';
import { t } from './text.ts';

type State =
  | { readonly kind: 'idle' | 'saving' | 'printing' | 'copied' }
  | { readonly kind: 'saved'; readonly file: string }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** The fingerprint that the helpdesk asks for, and the report: on the clipboard, in a file, on paper. */
export function ReportTools({ run: { id, fingerprint } }: { readonly run: RunSummary }) {
  const [state, setState] = useState<State>({ kind: 'idle' });
  const copy = async () => {
    const report = await stationBridge.ask('verification.text', { id });
    if (!report.ok) setState({ kind: 'failed', failure: report.failure });
    else if (copyText(report.value)) setState({ kind: 'copied' });
  };
  const save = async () => {
    setState({ kind: 'saving' });
    const saved = await stationBridge.ask('verification.save', { id });
    if (!saved.ok) return setState({ kind: 'failed', failure: saved.failure });
    const { file } = saved.value;
    setState(file === null ? { kind: 'idle' } : { kind: 'saved', file });
  };
  const print = async () => {
    setState({ kind: 'printing' });
    const printed = await stationBridge.ask('verification.print', { id });
    setState(printed.ok ? { kind: 'idle' } : { kind: 'failed', failure: printed.failure });
  };
  return (
    <div className="verification__report">
      <p>{t('verification.fingerprint', { fingerprint })}</p>
      <div className="buttons">
        <Button small priority="secondary" onClick={() => void copy()}>
          {t('verification.copy')}
        </Button>
        <Button small priority="secondary" busy={state.kind === 'saving'} onClick={() => void save()}>
          {t(state.kind === 'saving' ? 'verification.saving' : 'verification.save')}
        </Button>
        <Button small priority="secondary" busy={state.kind === 'printing'} onClick={() => void print()}>
          {t(state.kind === 'printing' ? 'verification.printing' : 'verification.print')}
        </Button>
      </div>
      {state.kind === 'copied' && <Alert severity="success" title={t('verification.copied')} />}
      {state.kind === 'saved' && (
        <Alert severity="success" title={t('verification.saved')}>
          <p className="verification__file">{state.file}</p>
        </Alert>
      )}
      {state.kind === 'failed' && <FailureAlert failure={state.failure} />}
    </div>
  );
}
