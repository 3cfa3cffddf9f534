import keyNames from '../../resources/fr/shortcuts.json';

const names: Readonly<Record<string, string>> = keyNames;

/** Keys as they are written on a French keyboard: `Control+Shift+F9` is « Ctrl + Maj + F9 ». */
export function keysText(keys: string): string {
  return keys
    .split('+')
    .map((key) => names[`key.${key}`] ?? key)
    .join('\u00a0+\u00a0');
}
