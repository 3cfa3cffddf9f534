import { type RefObject, useEffect, useRef } from 'react';

/** Give its answer to what stands at the end of a list: `onEnd` hears when that comes near, again for other `items`. */
export function useEndSeen(items: readonly unknown[], onEnd: () => void): RefObject<HTMLDivElement | null> {
  const end = useRef<HTMLDivElement>(null);
  const atEnd = useRef(onEnd);
  useEffect(() => {
    atEnd.current = onEnd;
  });
  useEffect(() => {
    if (!end.current) return;
    const observer = new IntersectionObserver(([seen]) => seen?.isIntersecting && atEnd.current(), {
      rootMargin: '400px',
    });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [items]);
  return end;
}
