import texts from '../../resources/fr/requests.json' with { type: 'json' };
import { fullName } from '../identity/full-name.ts';
import type { Handlers } from '../ipc/router.ts';
import type { Observable } from '../shared/listeners.ts';
import { ask, type ServiceRequest } from '../support/catalogue/index.ts';
import type { SupportDesk } from '../support/desk.ts';
import { type Attended, whileSignedIn } from './who-may-ask.ts';

/** What these requests are about. */
export interface RequestsRoom extends Attended {
  readonly phone: { readonly state: Observable<{ readonly number: string | null }> };
  readonly assistance: { readonly requests: readonly ServiceRequest[]; readonly desk: SupportDesk | null };
}

/** Requests of service, for whoever is signed in: the desk has to know who asks. */
export function requestsHandlers({
  services,
}: {
  readonly services: () => RequestsRoom | null;
}): Pick<Handlers<'station'>, 'requests.ask'> {
  const signedIn = whileSignedIn(services, 'Requests_NotSignedIn');
  return {
    'requests.ask': (asked) =>
      signedIn(({ assistance, phone }, { person, profile }) => {
        const asker = {
          name: fullName(person),
          role: profile.role,
          entity: profile.entity.name,
          phone: phone.state.get().number,
        };
        return ask({ ...assistance, texts: messageTexts }, asked, asker);
      }),
  };
}

const messageTexts = {
  asker: texts['message.asker'],
  phone: texts['message.phone'],
  validator: texts['message.validator'],
};
