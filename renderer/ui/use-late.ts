import { useEffect, useState } from 'react';

/** Milliseconds after which a wait is explained rather than only shown. */
const lateAfter = 3_000;

/** Whether what is waited for has been awaited for so long that a person wonders. */
export function useLate(waiting: boolean): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!waiting) return;
    const timer = setTimeout(() => setLate(true), lateAfter);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [waiting]);
  return late;
}
