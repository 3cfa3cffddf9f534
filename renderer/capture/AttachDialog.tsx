import { useId, useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { captureBridge } from '../ui/bridge.ts';
import { FailureAlert } from '../ui/FailureAlert.tsx';
import { useIntent } from '../ui/use-intent.ts';
import { Dialog } from './Dialog.tsx';
import { t } from './text.ts';

/** What the masking does not recognise; each is looked for by a person. */
const points = ['faces', 'handwriting', 'barcodes', 'traces', 'meaning', 'confirm'] as const;

/** The last look at a picture, and the confirmation without which none is attached. */
export function AttachDialog({ onClose }: { readonly onClose: () => void }) {
  const [checked, setChecked] = useState<ReadonlySet<string>>(new Set());
  const { run, pending, failure } = useIntent(() => captureBridge.ask('capture.attach', undefined));
  const id = useId();
  const toggle = (point: string) => {
    const next = new Set(checked);
    if (!next.delete(point)) next.add(point);
    setChecked(next);
  };
  const missing = checked.size < points.length;
  return (
    <Dialog title={t('attach.title')} onClose={onClose}>
      {failure && <FailureAlert failure={failure} />}
      <p>{t('attach.text')}</p>
      <ul className="attach__points">
        {points.map((point, index) => (
          <li key={point} data-point={point}>
            <label>
              <input
                type="checkbox"
                data-first={index === 0 || undefined}
                checked={checked.has(point)}
                onChange={() => toggle(point)}
              />
              <span>{t(`attach.${point}`)}</span>
            </label>
          </li>
        ))}
      </ul>
      <p id={id} className="discreet" role="status">
        {missing && t('attach.missing')}
      </p>
      <div className="buttons">
        <Button disabled={missing} busy={pending} onClick={() => void run()}>
          {t('attach.go')}
        </Button>
        <Button priority="secondary" onClick={onClose}>
          {t('attach.back')}
        </Button>
      </div>
    </Dialog>
  );
}
