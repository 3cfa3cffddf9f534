/**
 * Puts a text on the clipboard; tells whether it is there. The page has no permission for the clipboard's own interface
 * (electron/shell/hardening.ts): it copies what it says itself in a `copy` event.
 */
export function copyText(text: string): boolean {
  const answer = (event: ClipboardEvent) => {
    event.preventDefault();
    event.clipboardData?.setData('text/plain', text);
  };
  document.addEventListener('copy', answer, { once: true });
  try {
    return document.execCommand('copy');
  } finally {
    document.removeEventListener('copy', answer);
  }
}
