import { useEffect, useState } from 'react';
import type { CaptureStep } from '../../electron/ipc/rooms/capture.ts';
import { Button } from '../ui/Button.tsx';
import { captureBridge } from '../ui/bridge.ts';
import { ShownPicture } from './ShownPicture.tsx';
import { t } from './text.ts';

type MaskingStep = Extract<CaptureStep, { kind: 'masking' }>;

/** How far the masking is, and the first picture, in which everything is hidden. */
export function Masking({ step }: { readonly step: MaskingStep }) {
  const { progress, preview } = step;
  const seconds = useSecondsUntil(step.deadlineAt);
  const known = progress && progress.total > 0 ? progress : null;
  return (
    <section className="masking">
      <div className="masking__told">
        <div className="masking__progress">
          <h2 className="capture__subtitle">{t('masking.title')}</h2>
          <progress
            className="masking__bar"
            aria-label={t('masking.title')}
            {...(known ? { value: known.done, max: known.total } : {})}
          />
          <p role="status">{stepText(progress)}</p>
          <p className="discreet">{seconds > 0 ? t('masking.left', { seconds }) : t('masking.late')}</p>
        </div>
        <Button priority="secondary" onClick={() => void captureBridge.ask('capture.cancel', undefined)}>
          {t('cancel')}
        </Button>
      </div>
      <div className="masking__picture">
        {preview ? (
          <>
            <ShownPicture picture={preview} label={t('masking.preview')} />
            <p className="discreet">{t('masking.preview')}</p>
          </>
        ) : (
          <p className="discreet masking__nothing">{t('masking.nothing')}</p>
        )}
      </div>
    </section>
  );
}

/** Not at each label that is read: a screen reader would say nothing else. */
function stepText(progress: MaskingStep['progress']): string {
  if (!progress) return t('masking.waiting');
  const { step, done, total } = progress;
  if (step === 'locating' || total === 0) return t('masking.locating');
  const tens = done === total ? done : Math.floor(done / 10) * 10;
  return t(step === 'reading' ? 'masking.reading' : 'masking.checking', { done: tens, total });
}

function useSecondsUntil(time: number): number {
  const left = () => Math.max(0, Math.ceil((time - Date.now()) / 1_000));
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    const timer = setInterval(() => setSeconds(left()), 500);
    return () => clearInterval(timer);
  });
  return seconds;
}
