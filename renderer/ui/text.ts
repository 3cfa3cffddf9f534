export type TextParameters = Readonly<Record<string, string | number>>;

/** French signs that keep to the word before them, or after: never alone at the end of a line. */
export function tied(text: string): string {
  return text.replace(/ (?=[:;?!»])|(?<=«) /g, '\u00a0');
}

/** `template` with each `{name}` replaced by its parameter; a name without parameter stays as it is. */
export function fill(template: string, parameters: TextParameters = {}): string {
  return tied(template).replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(parameters, name) ? String(parameters[name]) : whole,
  );
}

/** Gives the texts of one catalogue by their keys, known at compile time. */
export function texts<Key extends string>(catalogue: Readonly<Record<Key, string>>) {
  return (key: Key, parameters?: TextParameters): string => fill(catalogue[key], parameters);
}
