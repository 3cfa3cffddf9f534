import type { Provider } from 'oidc-provider/lib/provider.js';
import { CIBA } from './ciba.ts';
import { isRecord } from './refusal-reasons.ts';

const REMEMBERED = 1_000;

/** Answers `slow_down` to a station that polls sooner than it was told (CIBA §11): oidc-provider leaves it to its host. */
export function keepPollPace(provider: Provider, interval: number): void {
  const last = new Map<string, number>();
  provider.use(async (ctx, next) => {
    await next();
    if (!isRecord(ctx.body) || ctx.body.error !== 'authorization_pending') return;
    const { grant_type: grantType, auth_req_id: id } = ctx.oidc.params ?? {};
    if (grantType !== CIBA || typeof id !== 'string') return;
    const now = Date.now();
    const previous = last.get(id);
    last.delete(id);
    last.set(id, now);
    const [oldest] = last.keys();
    if (last.size > REMEMBERED && oldest !== undefined) last.delete(oldest);
    // A network may bring two polls nearer to one another than they were sent.
    if (previous !== undefined && now - previous < interval * 900) ctx.body = { error: 'slow_down' };
  });
}
