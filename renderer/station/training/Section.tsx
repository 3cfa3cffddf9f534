import type { ReactNode } from 'react';

interface SectionProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** A part of the panel, which can be folded away. */
export function Section({ title, children }: SectionProps) {
  return (
    <details className="training__section" open>
      <summary>
        <h3 className="subtitle">{title}</h3>
      </summary>
      {children}
    </details>
  );
}
