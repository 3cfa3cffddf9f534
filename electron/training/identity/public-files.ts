import type { Provider } from 'oidc-provider/lib/provider.js';
import type { AccountLinks } from './account/account-links.ts';
import { messagePage, pageHeaders } from './pages.ts';

export const LINK_PATH = '/link/';
export const REVOCATION_LIST_PATH = '/crl';

/** Serves what needs no sign-in: the page behind the link of a mail, and the list of revoked cards. */
export function servePublicFiles(
  provider: Provider,
  options: { readonly links: AccountLinks; readonly revocationList: (() => Promise<Uint8Array>) | null },
): void {
  const { links, revocationList } = options;
  provider.use(async (ctx, next) => {
    if (ctx.method !== 'GET') return next();
    if (ctx.path === REVOCATION_LIST_PATH && revocationList) {
      ctx.type = 'application/pkix-crl';
      ctx.body = Buffer.from(await revocationList());
      return;
    }
    if (!ctx.path.startsWith(LINK_PATH)) return next();
    const followed = links.follow(ctx.path.slice(LINK_PATH.length));
    ctx.set(pageHeaders);
    ctx.type = 'html';
    ctx.status = followed ? 200 : 410;
    ctx.body = messagePage(followed ? 'linked' : 'linkExpired');
  });
}
