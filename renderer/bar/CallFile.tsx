import type { Failure } from '../../electron/failures/index.ts';
import { barBridge } from '../ui/bridge.ts';
import { t } from './text.ts';

interface CallFileProps {
  readonly callId: string;
  readonly onFailure: (failure: Failure) => void;
}

/** Shows the file of the call in the regulation software, which said which one it is. */
export function CallFile({ callId, onFailure }: CallFileProps) {
  const show = async () => {
    const shown = await barBridge.ask('lrm.showFile', { callId });
    if (!shown.ok) onFailure(shown.failure);
  };
  return (
    <button type="button" className="action call-file" title={t('showFileHint')} onClick={() => void show()}>
      <span className="icon icon--window" aria-hidden="true" />
      {t('showFile')}
    </button>
  );
}
