import capture from '../../resources/fr/capture.json';
import { texts } from '../ui/text.ts';

export const t = texts(capture);

const suspicions = new Map<string, string>(
  Object.entries(capture).flatMap(([key, text]) =>
    key.startsWith('suspicion.') ? [[key.slice('suspicion.'.length), text]] : [],
  ),
);

/** What a hidden zone is suspected to be, in words. */
export function suspicionText(suspicion: string): string {
  return suspicions.get(suspicion) ?? t('suspicion.text');
}
