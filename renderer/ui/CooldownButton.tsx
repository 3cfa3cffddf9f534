import { Button } from './Button.tsx';
import { useNow } from './clock.ts';
import { secondsUntil } from './duration.ts';

interface CooldownButtonProps {
  /** Milliseconds since the epoch; before this, the button says how long to wait. */
  readonly until: number;
  readonly text: string;
  readonly wait: (seconds: number) => string;
  readonly busy: boolean;
  readonly onClick: () => void;
}

/** A button to ask once more, which keeps the focus while it has to wait. */
export function CooldownButton({ until, text, wait, busy, onClick }: CooldownButtonProps) {
  const seconds = secondsUntil(until, useNow());
  return (
    <Button priority="secondary" busy={busy || seconds > 0} onClick={onClick}>
      {seconds > 0 ? wait(seconds) : text}
    </Button>
  );
}
