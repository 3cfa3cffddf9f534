import { type RefObject, useEffect } from 'react';

/** Milliseconds without a key after which what was typed in secret, and not sent, is nobody's any more. */
export const secretStays = 120_000;

/** Empties the field of a secret that nobody goes on typing: the next person at the station must not find it. */
export function useFadingSecret(field: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const input = field.current;
    if (!input) return;
    let fading: number | undefined;
    const renew = () => {
      window.clearTimeout(fading);
      fading = window.setTimeout(() => {
        input.value = '';
        input.dispatchEvent(new Event('input', { bubbles: true }));
      }, secretStays);
    };
    input.addEventListener('input', renew);
    return () => {
      window.clearTimeout(fading);
      input.removeEventListener('input', renew);
    };
  }, [field]);
}
