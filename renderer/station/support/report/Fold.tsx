import { type ReactNode, useState } from 'react';

interface FoldProps {
  readonly title: string;
  /** What it holds, in short, while it is folded. */
  readonly summary: string;
  /** Something in it is missing or wrong: it is opened. */
  readonly wanted: boolean;
  readonly children: ReactNode;
}

/** A part of a form that is filled in already. */
export function Fold({ title, summary, wanted, children }: FoldProps) {
  const [opened, setOpened] = useState(false);
  // Open as it is drawn, so that what is wrong in it can take the keyboard.
  const open = opened || wanted;
  return (
    <details
      className="report__fold"
      open={open}
      onToggle={({ currentTarget }) => setOpened(currentTarget.open)}
    >
      <summary>
        <strong>{title}</strong> {!open && <span className="report__folded">{summary}</span>}
      </summary>
      <div className="report__unfolded">{children}</div>
    </details>
  );
}
