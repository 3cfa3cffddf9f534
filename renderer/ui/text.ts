export type TextParameters = Readonly<Record<string, string | number>>;

/** `template` with each `{name}` replaced by its parameter; a name without parameter stays as it is. */
export function fill(template: string, parameters: TextParameters = {}): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(parameters, name) ? String(parameters[name]) : whole,
  );
}

/** Gives the texts of one catalogue by their keys, known at compile time. */
export function texts<Key extends string>(catalogue: Readonly<Record<Key, string>>) {
  return (key: Key, parameters?: TextParameters): string => fill(catalogue[key], parameters);
}
