import texts from '../../../../resources/fr/prerequisites/checks.json' with { type: 'json' };
import { openTunnel, ProxyRefused } from '../../adapters/connect.ts';
import type { Route, RouteOf } from '../../ports.ts';
import { type Check, type Finding, failure, notApplicable, ok } from '../../rules/check.ts';
import type { Target } from '../../rules/targets.ts';

type ProxyRoute = Extract<Route, { kind: 'proxy' }>;

/** Whether the system's proxy lets this program through to every server that it reaches by it. */
export function proxyCheck(targets: readonly Target[], routeOf: RouteOf): Check {
  return {
    id: 'network.proxy',
    group: 'network',
    title: texts.proxy,
    needs: [],
    deadline: 5_000,
    cheap: true,
    run: async (signal) => {
      const proxied = targets.filter(({ usesProxy }) => usesProxy);
      const routes = await Promise.all(proxied.map(({ url }) => routeOf(url))).catch(() => null);
      if (!routes) return failure('Proxy_Unreadable');
      const ways = routes.flatMap((route, index) => {
        const target = proxied[index];
        return route.kind === 'proxy' && target ? [{ route, target }] : [];
      });
      if (ways.length === 0) return notApplicable('Proxy_None');
      const findings = await Promise.all(ways.map(({ route, target }) => tryProxy(route, target, signal)));
      return findings.find(({ verdict }) => verdict === 'failure') ?? ok({ measured: namesOf(ways) });
    },
  };
}

/** Whether the proxy itself lets pass; a server behind it that does not answer is that server's matter. */
async function tryProxy(route: ProxyRoute, target: Target, signal: AbortSignal): Promise<Finding> {
  const values = { proxy: nameOf(route), name: target.name, host: target.host };
  try {
    (await openTunnel(route, target, signal)).destroy();
    return ok();
  } catch (error) {
    if (!(error instanceof ProxyRefused)) return failure('Proxy_NoAnswer', values);
    if (error.status === 407) return failure('Proxy_AsksWho', values);
    if (error.status === 403) return failure('Proxy_Forbids', values);
    return ok();
  }
}

const nameOf = ({ host, port }: ProxyRoute) => `${host}:${port}`;

function namesOf(ways: readonly { readonly route: ProxyRoute }[]): string {
  return [...new Set(ways.map(({ route }) => nameOf(route)))].join(', ');
}
