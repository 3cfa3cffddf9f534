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

/** What an entry is about, by the word that says so or, without one, by what it is called. */
export function kindOf(said: string, ...called: readonly (string | null)[]): EntryKind {
  for (const text of [said, ...called]) {
    const words = new Set(wordsOf(text ?? ''));
    for (const [kind, telling] of kindWords) {
      if (telling.some((word) => word.split(' ').every((part) => words.has(part)))) return kind;
    }
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
