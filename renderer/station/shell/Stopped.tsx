import type { Failure } from '../../../electron/failures/index.ts';
import { Button } from '../../ui/Button.tsx';
import { stationBridge } from '../../ui/bridge.ts';
import { FailureAlert } from '../../ui/FailureAlert.tsx';
import { t } from '../text.ts';

/** The program cannot work here: why, and the way out. */
export function Stopped({ failure }: { readonly failure: Failure }) {
  return (
    <>
      <h1 className="title">{t('stopped.title')}</h1>
      <FailureAlert failure={failure} />
      <div className="buttons">
        <Button onClick={() => void stationBridge.ask('app.quit', undefined)}>{t('stopped.quit')}</Button>
      </div>
    </>
  );
}
