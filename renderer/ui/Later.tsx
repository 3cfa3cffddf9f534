import { type ReactNode, Suspense } from 'react';

interface LaterProps {
  readonly children: ReactNode;
  /** What stands in its place until it is read. */
  readonly meanwhile?: ReactNode;
}

/** A part of the page that is read when it is first needed. Its mark tells whoever looks from outside that more comes. */
export function Later({ children, meanwhile }: LaterProps) {
  const fallback = (
    <>
      {meanwhile}
      <span hidden data-loading />
    </>
  );
  return <Suspense fallback={fallback}>{children}</Suspense>;
}
