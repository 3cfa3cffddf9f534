import type { NumberKind } from './entry.ts';
import { numberKindOf } from './kind-words.ts';
import { wordsOf } from './words.ts';

/** What a column of a table holds. */
export type Field =
  | { readonly kind: 'text'; readonly field: TextField }
  | { readonly kind: 'number'; readonly numberKind: NumberKind };
export type TextField =
  | 'id'
  | 'name'
  | 'givenName'
  | 'kind'
  | 'organisation'
  | 'service'
  | 'town'
  | 'groups'
  | 'remarkable'
  | 'instruction';

/** How French directories name their columns, folded and joined; the first rule that a name begins with applies. */
const names: readonly (readonly [TextField, readonly string[]])[] = [
  ['id', ['id', 'identifiant', 'code', 'matricule', 'rpps', 'finess', 'uid', 'reference']],
  ['givenName', ['prenom', 'firstname', 'givenname']],
  ['remarkable', ['patientremarquable', 'remarquable']],
  ['instruction', ['consigne', 'conduiteatenir', 'instruction', 'remarque', 'commentaire']],
  [
    'organisation',
    ['organisation', 'organisme', 'etablissement', 'structure', 'societe', 'entreprise', 'company'],
  ],
  ['service', ['service', 'unite', 'fonction', 'specialite', 'department', 'poste']],
  ['town', ['ville', 'commune', 'localite', 'town', 'city']],
  ['groups', ['groupe', 'liste', 'secteur', 'group']],
  ['kind', ['type', 'categorie', 'nature', 'famille']],
  ['name', ['nom', 'libelle', 'intitule', 'designation', 'denomination', 'raisonsociale', 'name', 'contact']],
];
const numberName =
  /^(tel|telephone|numero|num|portable|mobile|gsm|fax|telecopie|standard|secretariat|bureau|fixe|phone|ligne|astreinte)/;

/** What a column holds by its header, or null when nothing of it is taken. */
export function fieldOf(header: string): Field | null {
  const name = wordsOf(header).join('');
  if (numberName.test(name)) return { kind: 'number', numberKind: numberKindOf(name) };
  const field = names.find(([, begins]) => begins.some((begin) => name.startsWith(begin)))?.[0];
  return field ? { kind: 'text', field } : null;
}
