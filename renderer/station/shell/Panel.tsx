import { type ReactNode, useEffect, useId, useRef } from 'react';
import { t } from '../text.ts';

interface PanelProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A modal panel: the browser's own dialog keeps the focus inside and closes on Escape. */
export function Panel({ title, onClose, children }: PanelProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog ref={dialog} className="panel" aria-labelledby={titleId} onCancel={onClose}>
      <div className="panel__head">
        <h2 id={titleId} className="panel__title">
          {title}
        </h2>
        <button type="button" className="tool" onClick={onClose}>
          {t('close')}
          <span className="icon icon--close" aria-hidden="true" />
        </button>
      </div>
      <div className="panel__body">{children}</div>
    </dialog>
  );
}
