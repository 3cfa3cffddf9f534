import texts from '../../resources/fr/directory-export.json' with { type: 'json' };
import type { Entry } from './rules/entry.ts';

/** A table of entries that this program reads again, its columns named as an import looks for them. */
export function exportedRows(entries: readonly Entry[]): readonly (readonly string[])[] {
  return [texts.columns, ...entries.map(rowOf)];
}

function rowOf({ name, kind, organisation, service, town, numbers, groups }: Entry): readonly string[] {
  const of = (isIt: (kind: string) => boolean) =>
    numbers.filter((one) => isIt(one.kind)).map(({ number }) => number);
  const texted = (found: readonly string[]) => found.join(' / ');
  return [
    name,
    texts.kinds[kind],
    organisation ?? '',
    service ?? '',
    town ?? '',
    texted(of((one) => one === 'office' || one === 'other' || one === 'home')),
    texted(of((one) => one === 'mobile')),
    texted(of((one) => one === 'fax')),
    groups.join('|'),
  ];
}
