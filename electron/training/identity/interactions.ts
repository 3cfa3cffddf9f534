import type { Provider } from 'oidc-provider/lib/provider.js';
import { ACR } from './ecps.ts';
import type { Grants } from './grants.ts';
import { givenScope } from './grants.ts';
import { readText } from './http.ts';
import { messagePage, pageHeaders, signInPage } from './pages.ts';
import type { DirectoryPerson } from './people.ts';

const PATH = /^\/interaction\/[\w-]{1,100}$/;
const BODY_LIMIT = 4_096;

/** Where a browser is sent to sign in. */
export function interactionUrl(uid: string): string {
  return `/interaction/${uid}`;
}

/**
 * Serves the page on which a person signs in with the system browser, in place of Pro Santé Connect's. The browser's
 * interaction cookie ties each answer to the request that it was opened for.
 */
export function serveInteractions(
  provider: Provider,
  { people, grants }: { readonly people: readonly DirectoryPerson[]; readonly grants: Grants },
): void {
  const choices = people.filter(({ psc }) => psc !== null);

  provider.use(async (ctx, next) => {
    if (!PATH.test(ctx.path)) return next();
    ctx.set(pageHeaders);
    ctx.type = 'html';
    const interaction = await provider.interactionDetails(ctx.req, ctx.res).catch(() => null);
    if (interaction === null || ctx.path !== interactionUrl(interaction.uid)) {
      ctx.status = 400;
      ctx.body = messagePage('interactionOver');
      return;
    }
    if (ctx.method !== 'POST') {
      const shown = choices.map(({ id, givenName, familyName }) => ({
        id,
        name: `${givenName} ${familyName}`,
      }));
      ctx.body = signInPage(ctx.path, shown);
      return;
    }
    const form = new URLSearchParams((await readText(ctx.req, BODY_LIMIT)) ?? '');
    const person = choices.find(({ id }) => id === form.get('person'));
    const { client_id: clientId, scope } = interaction.params;
    if (form.get('decision') !== 'accept' || !person) {
      const refusal = { error: 'access_denied', error_description: 'the person has refused' };
      await finish(refusal);
      return;
    }
    const { id: accountId } = person;
    const grantId = await grants.open({
      accountId,
      clientId: String(clientId),
      scope: givenScope(String(scope)),
      method: 'psc',
    });
    await finish({ login: { accountId, acr: ACR, remember: false }, consent: { grantId } });

    async function finish(result: Parameters<Provider['interactionResult']>[2]): Promise<void> {
      const url = await provider.interactionResult(ctx.req, ctx.res, result);
      ctx.status = 303;
      ctx.redirect(url);
      ctx.body = '';
    }
  });
}
