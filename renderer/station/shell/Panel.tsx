import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { t } from '../text.ts';

interface PanelProps {
  readonly title: string;
  readonly size?: 'small';
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/**
 * A modal panel: the browser's own dialog keeps the focus inside, closes on Escape and gives the focus back. The
 * keyboard starts where the answer is: on what is chosen, or on the button that says so.
 */
export function Panel({ title, size, onClose, children }: PanelProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  // Closed while it is still in the page: only then does the browser give the focus back to what opened it.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    element?.querySelector<HTMLElement>('[data-first], .panel__body input:checked')?.focus();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="panel"
      data-size={size}
      aria-labelledby={titleId}
      // A panel that asks something above this one is closed alone.
      onCancel={({ target, currentTarget }) => target === currentTarget && onClose()}
    >
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
