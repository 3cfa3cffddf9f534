import type { Provider } from 'oidc-provider/lib/provider.js';

/** Adds this portal's `reason` to the protocol errors that a request ends with. */
export class RefusalReasons {
  readonly #reasons = new WeakMap<object, string>();

  constructor(provider: Provider) {
    provider.use(async (ctx, next) => {
      await next();
      const reason = this.#reasons.get(ctx.req);
      if (reason !== undefined && isRecord(ctx.body)) ctx.body = { ...ctx.body, reason };
    });
  }

  /** Gives `error` back, to be thrown. */
  note<E extends Error>(request: object, error: E, reason: string): E {
    this.#reasons.set(request, reason);
    return error;
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
