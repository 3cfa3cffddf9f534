import type { ReactNode } from 'react';

interface ButtonProps {
  readonly children: ReactNode;
  readonly type?: 'button' | 'submit';
  readonly priority?: 'primary' | 'secondary' | 'tertiary';
  readonly small?: boolean;
  /** What was asked is being done: the button keeps the focus, asking again does nothing. */
  readonly busy?: boolean;
  readonly disabled?: boolean;
  /** Accessible name, where the text alone does not say on what it acts. */
  readonly label?: string;
  /** Takes the keyboard when the panel that it is in opens. */
  readonly first?: boolean;
  readonly onClick?: () => void;
}

/** A button in the design system's classes. */
export function Button({
  children,
  type = 'button',
  priority = 'primary',
  small = false,
  busy = false,
  disabled = false,
  label,
  first = false,
  onClick,
}: ButtonProps) {
  const classes = ['fr-btn', priority !== 'primary' && `fr-btn--${priority}`, small && 'fr-btn--sm'];
  return (
    <button
      type={type}
      className={classes.filter(Boolean).join(' ')}
      disabled={disabled}
      aria-disabled={busy || undefined}
      aria-label={label}
      data-first={first || undefined}
      onClick={busy ? undefined : onClick}
    >
      {children}
    </button>
  );
}
