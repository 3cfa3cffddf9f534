import { parseUrl } from '../../shared/parse-url.ts';
import type { Route, RouteOf } from '../ports.ts';

const direct: Route = { kind: 'direct' };

/** The proxies that the window system's runtime finds: settings of the system, PAC files. `resolve` is `session.resolveProxy`. */
export function systemRoutes(resolve: (url: string) => Promise<string>): RouteOf {
  return async (url) => readProxyList(await resolve(url.replace(/^ws/, 'http')));
}

/** The first way of a list as PAC scripts give it: `PROXY a:3128; DIRECT`. */
export function readProxyList(list: string): Route {
  const [first = 'DIRECT'] = list.split(';');
  const [, kind = '', host = '', port] = /^\s*(\w+)(?:\s+(\[[^\]]+\]|[^\s:]+)(?::(\d+))?)?/.exec(first) ?? [];
  if (kind.toUpperCase() === 'DIRECT' || kind === '') return direct;
  const secure = kind.toUpperCase() === 'HTTPS';
  if (!secure && kind.toUpperCase() !== 'PROXY') return { kind: 'other', name: first.trim() };
  return {
    kind: 'proxy',
    host: host.replace(/^\[(.*)\]$/, '$1'),
    port: Number(port ?? (secure ? 443 : 80)),
    secure,
  };
}

/** The proxies of the environment, as programs without a window system use them: `https_proxy`, `no_proxy`. */
export function environmentRoutes(env: NodeJS.ProcessEnv): RouteOf {
  const value = (name: string) => env[name] ?? env[name.toUpperCase()] ?? '';
  return async (url) => {
    const target = parseUrl(url);
    if (!target) return direct;
    const proxy =
      value(/^(https|wss):$/.test(target.protocol) ? 'https_proxy' : 'http_proxy') || value('all_proxy');
    if (proxy === '' || isExempt(target, value('no_proxy'))) return direct;
    const parsed = parseUrl(/^\w+:\/\//.test(proxy) ? proxy : `http://${proxy}`);
    if (!parsed || parsed.hostname === '') throw new Error('the address of the proxy cannot be read');
    if (!/^https?:$/.test(parsed.protocol)) return { kind: 'other', name: parsed.protocol.replace(':', '') };
    const secure = parsed.protocol === 'https:';
    return {
      kind: 'proxy',
      host: parsed.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: Number(parsed.port) || (secure ? 443 : 80),
      secure,
    };
  };
}

/** Chromium never uses a proxy for this very machine; the variable names others. */
function isExempt({ hostname }: URL, exceptions: string): boolean {
  return exceptions
    .split(/[\s,]+/)
    .map((one) =>
      one
        .trim()
        .replace(/^\*?\./, '')
        .toLowerCase(),
    )
    .some((one) => one === '*' || (one !== '' && (hostname === one || hostname.endsWith(`.${one}`))));
}
