import directory from '../../../resources/fr/directory.json';
import { texts } from '../../ui/text.ts';

export const t = texts(directory);

const counts = new Intl.NumberFormat('fr-FR');

/** « 12 345 ». */
export function count(number: number): string {
  return counts.format(number);
}
