/** What a key of the editor does, besides those of a box that has the focus. */
export type EditorKey = 'undo' | 'redo' | 'add' | 'larger' | 'smaller' | 'fit';

interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const plain: Readonly<Record<string, EditorKey>> = {
  n: 'add',
  '+': 'larger',
  '=': 'larger',
  '-': 'smaller',
  '0': 'fit',
};

/** What is asked by what was pressed; null for keys of others. */
export function editorKey({ key, ctrlKey, metaKey, altKey, shiftKey }: Pressed): EditorKey | null {
  const letter = key.toLowerCase();
  if (altKey) return null;
  if (!ctrlKey && !metaKey) return plain[letter] ?? null;
  if (letter === 'y' || (letter === 'z' && shiftKey)) return 'redo';
  return letter === 'z' ? 'undo' : null;
}
