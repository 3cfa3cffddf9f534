import type { Provider } from 'oidc-provider/lib/provider.js';
import type { Route } from './routes.ts';

const BASE = '/portal';

/** Serves the portal's own calls (`docs/portal-api.yaml`) below `/portal` of the provider's server. */
export function servePortal(provider: Provider, routes: readonly Route[]): void {
  provider.use(async (ctx, next) => {
    if (!ctx.path.startsWith(`${BASE}/`)) return next();
    const path = ctx.path.slice(BASE.length);
    for (const route of routes) {
      const match = route.path.exec(path);
      if (!match || ctx.method !== route.method) continue;
      const { status, body } = await route.answer(ctx.req, match.slice(1));
      ctx.status = status;
      if (body) ctx.body = body;
      if (status >= 400) ctx.type = 'application/problem+json';
      ctx.set('cache-control', 'no-store');
      return;
    }
    await next();
  });
}
