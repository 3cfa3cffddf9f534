import type { EntryKind } from '../../../electron/directory/index.ts';
import type { NumberKind } from '../../../electron/directory/rules/entry.ts';

/** In the order in which they are offered. */
export const kinds = [
  'fire-brigade',
  'ambulance',
  'hospital',
  'doctor',
  'police',
  'nursing-home',
  'other',
] as const satisfies readonly EntryKind[];

export const numberKinds = [
  'office',
  'mobile',
  'home',
  'fax',
  'other',
] as const satisfies readonly NumberKind[];

/** The kind of this name; null of any other text. */
export function kindIn(text: string): EntryKind | null {
  return kinds.find((kind) => kind === text) ?? null;
}

export function numberKindIn(text: string): NumberKind {
  return numberKinds.find((kind) => kind === text) ?? 'other';
}
