import { type DragEvent, useCallback, useEffect, useId, useState } from 'react';
import type { Failure } from '../../electron/failures/index.ts';
import type { CaptureTarget } from '../../electron/screenshots/ports.ts';
import { Button } from '../ui/Button.tsx';
import { captureBridge } from '../ui/bridge.ts';
import { FailureAlert } from '../ui/FailureAlert.tsx';
import { keysText } from '../ui/key-names.ts';
import { useAsking } from '../ui/use-intent.ts';
import { t } from './text.ts';

interface ChooseProps {
  /** Why the last one came to nothing. */
  readonly failure: Failure | null;
  /** The key that captures from anywhere. */
  readonly captureKey: string | null;
  /** No more can be kept. */
  readonly isFull: boolean;
}

/** What is to be shown: a window, a display or a part of it, what was copied, a file. */
export function Choose({ failure, captureKey, isFull }: ChooseProps) {
  const [targets, setTargets] = useState<readonly CaptureTarget[]>([]);
  const [over, setOver] = useState(false);
  const asking = useAsking();
  const titleId = useId();
  const refresh = useCallback(async () => {
    const found = await captureBridge.ask('capture.targets', undefined);
    if (found.ok) setTargets(found.value);
  }, []);
  useEffect(() => void refresh(), [refresh]);
  // Another program may have been opened meanwhile.
  useEffect(() => {
    const onFocus = () => void refresh();
    window.addEventListener('focus', onFocus);
    return () => window.removeEventListener('focus', onFocus);
  }, [refresh]);

  const paste = () => void captureBridge.ask('capture.paste', undefined);
  useEffect(() => {
    // The page never looks at what was copied: main does.
    const onPaste = (event: Event) => {
      event.preventDefault();
      void captureBridge.ask('capture.paste', undefined);
    };
    document.addEventListener('paste', onPaste);
    return () => document.removeEventListener('paste', onPaste);
  }, []);

  const take = ({ id, kind }: CaptureTarget, wantsArea: boolean) =>
    void asking.run(() => captureBridge.ask('capture.take', { id, kind, wantsArea }));
  const onDrag = (event: DragEvent) => {
    event.preventDefault();
    setOver(event.type === 'dragover');
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) void asking.run(() => captureBridge.drop(file));
  };
  const windows = targets.filter(({ kind }) => kind === 'window');
  const displays = targets.filter(({ kind }) => kind === 'display');
  const told = asking.failure ?? failure;

  return (
    <section
      className="choose"
      aria-labelledby={titleId}
      data-over={over}
      onDragOver={onDrag}
      onDragLeave={onDrag}
      onDrop={onDrop}
    >
      {told && <FailureAlert failure={told} />}
      <h2 id={titleId} className="capture__subtitle">
        {t('choose.title')}
      </h2>
      <p className="discreet">{t('choose.text')}</p>
      <div className="choose__part">
        <h3 className="choose__title">{t('choose.windows')}</h3>
        <p className="discreet">{t('choose.windowsHint')}</p>
        {windows.length === 0 && <p>{t('choose.noWindow')}</p>}
        <ul className="choose__list">
          {windows.map((target) => (
            <li key={target.id}>
              <button
                type="button"
                className="choose__target"
                disabled={isFull}
                title={target.label}
                onClick={() => take(target, false)}
              >
                <span className="icon icon--window" aria-hidden="true" />
                <span className="choose__name">{target.label}</span>
              </button>
            </li>
          ))}
        </ul>
      </div>
      <div className="choose__part">
        <h3 className="choose__title">{t('choose.displays')}</h3>
        <p className="discreet">{t('choose.displaysHint')}</p>
        <ul className="choose__displays">
          {displays.map((target) => (
            <li key={target.id}>
              <span className="choose__name">{target.label}</span>
              <Button
                small
                priority="secondary"
                disabled={isFull}
                label={t('choose.wholeOf', { label: target.label })}
                onClick={() => take(target, false)}
              >
                {t('choose.whole')}
              </Button>
              <Button
                small
                priority="secondary"
                disabled={isFull}
                label={t('choose.areaOf', { label: target.label })}
                onClick={() => take(target, true)}
              >
                {t('choose.area')}
              </Button>
            </li>
          ))}
        </ul>
        {captureKey && <p className="discreet">{t('choose.key', { key: keysText(captureKey) })}</p>}
      </div>
      <div className="choose__part">
        <h3 className="choose__title">{t('choose.other')}</h3>
        <div className="buttons">
          <Button small priority="secondary" disabled={isFull} onClick={paste}>
            {t('choose.paste')}
          </Button>
          <Button
            small
            priority="secondary"
            disabled={isFull}
            busy={asking.pending}
            onClick={() => void asking.run(() => captureBridge.ask('capture.choose', undefined))}
          >
            {t('choose.file')}
          </Button>
          <Button small priority="tertiary" onClick={() => void refresh()}>
            {t('choose.refresh')}
          </Button>
        </div>
        <p className="choose__drop">{t(over ? 'choose.dropNow' : 'choose.drop')}</p>
      </div>
    </section>
  );
}
