/** A text as it stands between tags or in an attribute, of XML and HTML alike. */
export function escapeMarkup(text: string): string {
  return text.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
