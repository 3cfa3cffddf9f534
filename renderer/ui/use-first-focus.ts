import { type RefObject, useEffect, useRef } from 'react';

/** Gives the keyboard to what has just taken the place of what had it; for an element with `tabIndex={-1}`. */
export function useFirstFocus<E extends HTMLElement>(): RefObject<E | null> {
  const element = useRef<E>(null);
  useEffect(() => element.current?.focus(), []);
  return element;
}
