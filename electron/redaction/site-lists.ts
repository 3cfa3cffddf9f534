import { readFileSync } from 'node:fs';
import { fail, ok, type Result } from '../failures/index.ts';
import { type ListRefusal, readSignedList } from './allow-list-file.ts';
import type { AllowListSource } from './rules/allow-list.ts';

const codes = {
  unreadable: 'Allowlist_Unreadable',
  unsigned: 'Allowlist_Unsigned',
  'bad-signature': 'Allowlist_BadSignature',
} as const satisfies Record<ListRefusal, string>;

/** As the configuration names them. */
export interface SiteLists {
  readonly lists: readonly string[];
  readonly listKeyFile?: string | undefined;
}

/**
 * The lists of a site. One that is no list, or not signed with the site's key, is refused by its name, and with it all
 * of them: `Allowlist_Unreadable`, `Allowlist_Unsigned`, `Allowlist_BadSignature`. Nothing is shown by it then.
 */
export function readSiteLists({ lists, listKeyFile }: SiteLists): Result<readonly AllowListSource[]> {
  const key = listKeyFile === undefined ? '' : textOf(listKeyFile);
  const sources: AllowListSource[] = [];
  for (const file of lists) {
    const list = readSignedList(textOf(file), key);
    if (typeof list === 'string') return fail(codes[list], { file });
    sources.push(list);
  }
  return ok(sources);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
