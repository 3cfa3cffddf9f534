import { type RefObject, useLayoutEffect, useState } from 'react';
import { fitting, nextZoom } from './geometry.ts';

export interface Zoom {
  readonly factor: number;
  readonly fits: boolean;
  readonly change: (direction: 1 | -1) => void;
  readonly fit: () => void;
}

/** How large a picture is looked at: at first and on demand as large as the room allows, else by steps. */
export function useZoom(
  room: RefObject<HTMLElement | null>,
  picture: { readonly width: number; readonly height: number },
): Zoom {
  const [chosen, setChosen] = useState<number | null>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = room.current;
    if (!element) return;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    const observer = new ResizeObserver(measure);
    measure();
    observer.observe(element);
    return () => observer.disconnect();
  }, [room]);
  const factor = chosen ?? fitting(picture, size);
  return {
    factor,
    fits: chosen === null,
    change: (direction) => setChosen(nextZoom(factor, direction)),
    fit: () => setChosen(null),
  };
}
