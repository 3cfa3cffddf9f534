/** The code that a message carries, in the words in which codes are sent: « … code … 123456 »; null without one. */
export function codeIn(text: string): string | null {
  return /\bcode\b\D{0,80}?(?<!\d)(\d{4,8})(?!\d)/i.exec(text)?.[1] ?? null;
}
