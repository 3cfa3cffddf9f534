import type { EntryKind, NumberKind } from './entry.ts';
import { wordsOf } from './words.ts';

/** Words that tell what an entry is about, the most telling first. Folded. */
const kindWords: readonly (readonly [EntryKind, readonly string[]])[] = [
  ['fire-brigade', ['pompier', 'pompiers', 'sdis', 'codis', 'cta', 'cis', 'sapeurs', 'bspp']],
  ['nursing-home', ['ehpad', 'usld', 'maison retraite']],
  ['ambulance', ['ambulance', 'ambulances', 'ambulancier', 'ambulanciers', 'vsl', 'atsu', 'tsu']],
  ['police', ['police', 'gendarmerie', 'commissariat', 'crs', 'corg', 'cic']],
  [
    'hospital',
    [
      'hopital',
      'hopitaux',
      'hospitalier',
      'hospitaliere',
      'chu',
      'chr',
      'ch',
      'clinique',
      'polyclinique',
      'smur',
      'urgences',
    ],
  ],
  ['doctor', ['dr', 'docteur', 'medecin', 'medecins', 'cabinet', 'generaliste', 'sos medecins']],
];

interface Telling {
  readonly rank: number;
  readonly kind: EntryKind;
  readonly parts: readonly string[];
}

/** What tells a kind, by its first word: an import looks each word of each entry up. */
const tellings = new Map<string, Telling[]>();
for (const [rank, [kind, words]] of kindWords.entries()) {
  for (const parts of words.map((word) => word.split(' '))) {
    const [first = ''] = parts;
    tellings.set(first, [...(tellings.get(first) ?? []), { rank, kind, parts }]);
  }
}

/** What an entry is about, by the word that says so or, without one, by what it is called. */
export function kindOf(said: string, ...called: readonly (string | null)[]): EntryKind {
  for (const text of [said, ...called]) {
    const words = text ? wordsOf(text) : [];
    let best: Telling | null = null;
    for (const word of words) {
      for (const telling of tellings.get(word) ?? []) {
        const isThere = telling.parts.every((part) => words.includes(part));
        if (isThere && (best === null || telling.rank < best.rank)) best = telling;
      }
    }
    if (best) return best.kind;
  }
  return 'other';
}

const numberWords: readonly (readonly [NumberKind, RegExp])[] = [
  ['mobile', /mob|port|gsm|cell/],
  ['fax', /fax|telecop/],
  ['home', /dom|perso|home|prive/],
  ['office', /bureau|fixe|pro|standard|secretariat|work|office|tel/],
];

/** Which number it is, by the name of its column or type (folded); `office` when nothing is said. */
export function numberKindOf(said: string): NumberKind {
  return numberWords.find(([, word]) => word.test(said))?.[0] ?? 'office';
}

/** Whether a cell says yes: « oui », « x », « 1 », « vrai ». */
export function saysYes(text: string): boolean {
  return /^(o|oui|x|1|vrai|true|yes|y)$/i.test(text.trim());
}
