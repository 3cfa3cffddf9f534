import { useEffect, useRef, useState } from 'react';
import type { CaptureStep, CaptureView } from '../../electron/ipc/rooms/capture.ts';
import { Button } from '../ui/Button.tsx';
import { captureBridge } from '../ui/bridge.ts';
import { Choose } from './Choose.tsx';
import { ChoosePage } from './ChoosePage.tsx';
import { Editor } from './Editor.tsx';
import { Kept } from './Kept.tsx';
import { Masking } from './Masking.tsx';
import { t } from './text.ts';

/** The window of captures: choosing what to show, watching it being masked, looking at it, and what was kept. */
export function Capture({ view }: { readonly view: CaptureView }) {
  const { environment, locked, ready, step, kept, most, key } = view;
  const added = useAdded(step, kept.length);
  return (
    <main className="capture" data-environment={environment.kind}>
      <header className="capture__head">
        <h1 className="capture__title">{t('title')}</h1>
        <span className="environment" data-kind={environment.kind}>
          {environment.label}
        </span>
        <Button priority="tertiary" small onClick={() => void captureBridge.ask('capture.close', undefined)}>
          {t('close')}
        </Button>
      </header>
      <p className="fr-sr-only" role="status">
        {added && t('attached')}
      </p>
      {locked ? (
        <div className="capture__locked">
          <span className="icon icon--lock" aria-hidden="true" />
          <div>
            <h2 className="capture__subtitle">{t('locked.title')}</h2>
            <p>{t('locked.text')}</p>
          </div>
        </div>
      ) : !ready ? (
        <p>{t('notReady')}</p>
      ) : step.kind === 'editing' ? (
        <Editor step={step} />
      ) : (
        <div className="capture__parts">
          <div className="capture__step">
            {added && <p className="capture__added">{t('attached')}</p>}
            <Step step={step} captureKey={key} isFull={kept.length >= most} />
          </div>
          <Kept kept={kept} most={most} />
        </div>
      )}
    </main>
  );
}

interface StepProps {
  readonly step: Exclude<CaptureStep, { kind: 'editing' }>;
  readonly captureKey: string | null;
  readonly isFull: boolean;
}

function Step({ step, captureKey, isFull }: StepProps) {
  switch (step.kind) {
    case 'choosing':
      return <Choose failure={step.failure} captureKey={captureKey} isFull={isFull} />;
    case 'taking':
      return (
        <p className="capture__busy" role="status">
          {t('taking')}
        </p>
      );
    case 'choosing-page':
      return <ChoosePage pages={step.pages} />;
    case 'masking':
      return <Masking step={step} />;
  }
}

/** Whether the last picture was just added, until something else is begun. */
function useAdded(step: CaptureStep, count: number): boolean {
  const before = useRef(count);
  const [added, setAdded] = useState(false);
  useEffect(() => {
    if (count > before.current) setAdded(true);
    if (count < before.current || step.kind !== 'choosing') setAdded(false);
    before.current = count;
  }, [count, step.kind]);
  return added && step.kind === 'choosing';
}
