/** `tasklist /fo csv /nh`: `"scdaemon.exe","4242","Console","1","12 345 K"`, the same in every language. */
export function readTasklist(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .flatMap((line) => /^"([^"]+)","\d+"/.exec(line)?.[1] ?? [])
    .map((name) => name.replace(/\.exe$/i, ''));
}

/** `ps -A -o comm=`: a name a line; macOS gives whole paths. */
export function readPs(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim().split('/').at(-1) ?? '')
    .filter((name) => name !== '');
}
