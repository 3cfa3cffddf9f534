import { readFileSync } from 'node:fs';

/** The PEM of a site's own authority, null where it has none. Throws when it cannot be read: that was tried at the start. */
export function authorityOf({
  authorityFile,
}: {
  readonly authorityFile?: string | null | undefined;
}): string | null {
  return authorityFile ? readFileSync(authorityFile, 'utf8') : null;
}
