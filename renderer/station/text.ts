import account from '../../resources/fr/account.json';
import common from '../../resources/fr/common.json';
import lrm from '../../resources/fr/lrm.json';
import shortcuts from '../../resources/fr/shortcuts.json';
import signIn from '../../resources/fr/sign-in.json';
import station from '../../resources/fr/station.json';
import { texts } from '../ui/text.ts';

export const t = texts({ ...common, ...station, ...signIn, ...account, ...shortcuts, ...lrm });

/** « Marie Dupont », from the words of a certificate or of the provider. */
export function personName(person: { readonly givenName: string; readonly familyName: string }): string {
  return `${person.givenName} ${person.familyName}`.trim();
}

const dateFormat = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long' });

/** An ISO 8601 date for a person; the text itself when it is none. */
export function formatDate(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : dateFormat.format(date);
}
