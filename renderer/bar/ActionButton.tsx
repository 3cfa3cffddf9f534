import { useId } from 'react';
import type { PhoneAction } from '../../electron/telephony/ports.ts';

interface ActionButtonProps {
  readonly action: PhoneAction;
  /** How it looks, where that is not as its action does. */
  readonly look?: string;
  readonly icon: string;
  readonly text: string;
  /** What is written where there is less room: a part of the label. */
  readonly shortText?: string | undefined;
  /** Accessible name, with the call that it acts on. */
  readonly label: string;
  /** Why it is greyed; null when it can be used. */
  readonly reason: string | null;
  /** It was asked, and the phone has not confirmed it yet. */
  readonly pending: boolean;
  readonly onAct: () => void;
}

/**
 * The second click of a double click is nobody's wish: what stands under the pointer may be another command by then,
 * « Mettre en garde » in the place of « Répondre ».
 */
const isFirstClick = ({ detail }: { readonly detail: number }): boolean => detail <= 1;

/** A command of the phone. Greyed, it keeps the focus and tells why: on hover, on focus and to screen readers. */
export function ActionButton(props: ActionButtonProps) {
  const { action, look = action, icon, text, shortText, label, reason, pending, onAct } = props;
  const reasonId = useId();
  return (
    <div className={`action-slot action-slot--${action}`}>
      <button
        type="button"
        className={`action action--${look}`}
        data-action={action}
        data-pending={pending}
        aria-label={label}
        aria-disabled={reason !== null}
        aria-describedby={reason ? reasonId : undefined}
        title={reason ? undefined : label}
        onClick={(event) => {
          if (!reason && isFirstClick(event)) onAct();
        }}
      >
        <span className={`icon icon--${pending ? 'pending' : icon}`} aria-hidden="true" />
        <span className="action__text" data-short={shortText !== undefined}>
          {text}
        </span>
        {shortText && <span className="action__short">{shortText}</span>}
      </button>
      {reason && (
        <span id={reasonId} className="reason" role="note">
          {reason}
        </span>
      )}
    </div>
  );
}
