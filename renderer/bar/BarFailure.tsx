import type { Failure } from '../../electron/failures/index.ts';
import { useFailureText } from '../ui/helpdesk.ts';
import { t } from './text.ts';

interface BarFailureProps {
  readonly failure: Failure;
  readonly onClose: () => void;
}

/** A failure as the bar shows it: in its place, never in a dialog; the cause is in the tooltip. */
export function BarFailure({ failure, onClose }: BarFailureProps) {
  const { title, cause, remedy } = useFailureText()(failure);
  return (
    <div className="message message--failure" role="alert" title={`${cause} ${remedy}`}>
      <span className="icon icon--error" aria-hidden="true" />
      <div className="message__text">
        <strong>{title}</strong>
        <span>{`${cause} ${remedy}`}</span>
      </div>
      <button type="button" className="icon-button" onClick={onClose} title={t('dismiss')}>
        <span className="icon icon--close" aria-hidden="true" />
        <span className="fr-sr-only">{t('dismiss')}</span>
      </button>
    </div>
  );
}
