import { type ReactNode, useEffect, useRef } from 'react';

/** What just came up is brought into sight: the buttons that stay in sight would hide it. The keyboard stays. */
export function InSight({ children }: { readonly children: ReactNode }) {
  const element = useRef<HTMLDivElement>(null);
  // Newer browsers answer with a promise, which an effect must not return.
  useEffect(() => void element.current?.scrollIntoView({ block: 'nearest' }), []);
  return (
    <div ref={element} className="report__in-sight">
      {children}
    </div>
  );
}
