import { useId } from 'react';
import type { PhoneAction } from '../../electron/telephony/ports.ts';

interface ActionButtonProps {
  readonly action: PhoneAction;
  /** How it looks, where that is not as its action does. */
  readonly look?: string;
  readonly icon: string;
  readonly text: string;
  /** Accessible name, with the call that it acts on. */
  readonly label: string;
  /** Why it is greyed; null when it can be used. */
  readonly reason: string | null;
  readonly onAct: () => void;
}

/** A command of the phone. Greyed, it keeps the focus and tells why: on hover, on focus and to screen readers. */
export function ActionButton({ action, look = action, icon, text, label, reason, onAct }: ActionButtonProps) {
  const reasonId = useId();
  return (
    <div className="action-slot">
      <button
        type="button"
        className={`action action--${look}`}
        data-action={action}
        aria-label={label}
        aria-disabled={reason !== null}
        aria-describedby={reason ? reasonId : undefined}
        title={reason ? undefined : label}
        onClick={reason ? undefined : onAct}
      >
        <span className={`icon icon--${icon}`} aria-hidden="true" />
        <span className="action__text">{text}</span>
      </button>
      {reason && (
        <span id={reasonId} className="reason" role="note">
          {reason}
        </span>
      )}
    </div>
  );
}
