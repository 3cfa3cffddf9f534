/** Loads a script module: these are plain JavaScript, which the compiler does not read. */
export function load(path: string) {
  return import(new URL(`../../../scripts/lib/${path}`, import.meta.url).href);
}
