import texts from '../../../resources/fr/prerequisites/checks.json' with { type: 'json' };
import type { Configuration } from '../../settings/configuration.ts';
import { type Check, failure, notApplicable, ok } from '../rules/check.ts';

/**
 * How the helpdesk is reached. Its servers are verified as those of the network are (`server.ts`), in the group of
 * support; `canDial` tells whether the site's rules let a number be called.
 */
export function supportChecks(
  { helpdesk, prerequisites }: Configuration,
  canDial: (number: string) => boolean,
): readonly Check[] {
  const common = { group: 'support', needs: [], deadline: 1_000, cheap: true } as const;
  const has = (purpose: string) => prerequisites.servers.some((server) => server.purpose === purpose);
  const none: readonly Check[] = [
    {
      ...common,
      id: 'support.server',
      title: texts.supportServer,
      run: async () => notApplicable('Support_NoServer'),
    },
    {
      ...common,
      id: 'application.updates',
      group: 'application',
      title: texts.updates,
      run: async () => notApplicable('Updates_NoServer'),
    },
  ];
  return [
    {
      ...common,
      id: 'support.telephone',
      title: texts.helpdesk,
      run: async () => {
        const { phone } = helpdesk;
        return canDial(phone.replaceAll(/[\s.()-]/g, ''))
          ? ok({ measured: phone })
          : failure('Support_NotDialled', { number: phone });
      },
    },
    ...none.filter(({ id }) => !has(id === 'support.server' ? 'support' : 'update')),
  ];
}
