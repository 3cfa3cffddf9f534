import type { Finding } from '../../electron/redaction/index.ts';
import { Button } from '../ui/Button.tsx';
import { captureBridge } from '../ui/bridge.ts';
import { Dialog } from './Dialog.tsx';
import { suspicionText, t } from './text.ts';

interface RevealDialogProps {
  readonly finding: Finding;
  readonly onClose: () => void;
}

/** The one way to have something shown again: one zone, asked for on purpose. */
export function RevealDialog({ finding, onClose }: RevealDialogProps) {
  const reveal = () => {
    void captureBridge.ask('capture.reveal', { finding: finding.id });
    onClose();
  };
  return (
    <Dialog title={t('reveal.title')} onClose={onClose}>
      <p>
        <strong>
          {finding.suspicion === 'unread'
            ? t('reveal.unread')
            : t('reveal.text', { suspicion: suspicionText(finding.suspicion) })}
        </strong>
      </p>
      <p>{t('reveal.warning')}</p>
      <div className="buttons">
        <Button first onClick={onClose}>
          {t('reveal.leave')}
        </Button>
        <Button priority="secondary" onClick={reveal}>
          {t('reveal.go')}
        </Button>
      </div>
    </Dialog>
  );
}
