import { useId } from 'react';
import type { CaptureView } from '../../electron/ipc/rooms/capture.ts';
import { Button } from '../ui/Button.tsx';
import { captureBridge } from '../ui/bridge.ts';
import { sizeText } from '../ui/size-text.ts';
import { KeptPicture } from './ShownPicture.tsx';
import { t } from './text.ts';

/** The pictures that the next report may take. */
export function Kept({ kept, most }: Pick<CaptureView, 'kept' | 'most'>) {
  const id = useId();
  return (
    <aside className="kept" aria-labelledby={id}>
      <h2 id={id} className="capture__subtitle">
        {t('kept.title', { count: kept.length, most })}
      </h2>
      <p className="discreet">{t(kept.length === 0 ? 'kept.none' : 'kept.hint')}</p>
      <ul className="kept__list">
        {kept.map((one, index) => (
          <li key={one.id} className="kept__one">
            <KeptPicture {...one} label={t('kept.picture', { number: index + 1 })} />
            <div className="kept__told">
              <span>{t('kept.one', { width: one.width, height: one.height, size: sizeText(one.size) })}</span>
              <Button
                small
                priority="tertiary"
                label={t('kept.removeOne', { number: index + 1 })}
                onClick={() => void captureBridge.ask('capture.remove', { id: one.id })}
              >
                {t('kept.remove')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </aside>
  );
}
