import { useId } from 'react';
import { actionOf, type SecondaryVerb } from '../ui/secondary-verbs.ts';
import { t } from './text.ts';

interface VerbButtonProps {
  readonly verb: SecondaryVerb;
  /** What it will do, or why it cannot. */
  readonly says: string;
  readonly greyed: boolean;
  readonly pending: boolean;
  /** For what is switched on and off. */
  readonly pressed: boolean | undefined;
  /** Told which one is pointed at or has the focus. */
  readonly onPoint: (verb: SecondaryVerb | null) => void;
  readonly onAct: () => void;
}

/** A command of the second row. Greyed, it keeps the focus, and the row tells why. */
export function VerbButton(props: VerbButtonProps) {
  const { verb, says, greyed, pending, pressed, onPoint, onAct } = props;
  const saysId = useId();
  return (
    <>
      <button
        type="button"
        className="verb"
        data-action={verb === 'redial' ? 'redial' : actionOf(verb)}
        data-pending={pending}
        aria-disabled={greyed}
        aria-pressed={pressed}
        aria-describedby={saysId}
        onMouseEnter={() => onPoint(verb)}
        onMouseLeave={() => onPoint(null)}
        onFocus={() => onPoint(verb)}
        onBlur={() => onPoint(null)}
        onClick={greyed ? undefined : onAct}
      >
        <span className={`icon icon--${pending ? 'pending' : verb}`} aria-hidden="true" />
        <span className="verb__text">{t(`verb.${verb}`)}</span>
      </button>
      <span id={saysId} hidden>
        {says}
      </span>
    </>
  );
}
