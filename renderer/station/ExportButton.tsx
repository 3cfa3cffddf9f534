import { useState } from 'react';
import type { Failure, Result } from '../../electron/failures/index.ts';
import type { SavedFile } from '../../electron/ipc/rooms/saved-file.ts';
import { Alert } from '../ui/Alert.tsx';
import { Button } from '../ui/Button.tsx';
import { FailureAlert } from '../ui/FailureAlert.tsx';

type State<Saved> =
  | { readonly kind: 'idle' | 'pending' }
  | { readonly kind: 'written'; readonly file: string; readonly saved: Saved }
  | { readonly kind: 'failed'; readonly failure: Failure };

export interface ExportButtonProps<Saved extends SavedFile> {
  readonly write: () => Promise<Result<Saved>>;
  readonly label: string;
  /** While it is written. */
  readonly pendingLabel: string;
  readonly writtenTitle: (saved: Saved) => string;
  /** Class of the path that is told. */
  readonly fileClass: string;
}

/** Has something written where the person chooses, and tells where that is. */
export function ExportButton<Saved extends SavedFile>({
  write,
  label,
  pendingLabel,
  writtenTitle,
  fileClass,
}: ExportButtonProps<Saved>) {
  const [state, setState] = useState<State<Saved>>({ kind: 'idle' });
  const pending = state.kind === 'pending';
  const start = async () => {
    setState({ kind: 'pending' });
    const result = await write();
    if (!result.ok) return setState({ kind: 'failed', failure: result.failure });
    const { file } = result.value;
    setState(file === null ? { kind: 'idle' } : { kind: 'written', file, saved: result.value });
  };
  return (
    <>
      <Button small priority="secondary" busy={pending} onClick={() => void start()}>
        {pending ? pendingLabel : label}
      </Button>
      {state.kind === 'written' && (
        <Alert severity="success" title={writtenTitle(state.saved)}>
          <p className={fileClass}>{state.file}</p>
        </Alert>
      )}
      {state.kind === 'failed' && <FailureAlert failure={state.failure} />}
    </>
  );
}
