import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol } from 'electron';
import type { WindowKind } from '../ipc/door.ts';
import { parseUrl } from '../shared/parse-url.ts';

const scheme = 'app';
const host = 'bandeau';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
};

export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Has to run before the application is ready. */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, codeCache: true } },
  ]);
}

/** Address of the page of a kind of window. */
export function pageAddress(kind: WindowKind): string {
  return `${scheme}://${host}/${kind}/index.html`;
}

/** Whether an address, its fragment aside, is that page. */
export function isPageOf(kind: WindowKind, url: string): boolean {
  return url.split('#')[0] === pageAddress(kind);
}

/**
 * The file that an `app://` address names below `root`, or null when it names none: another host, or a path that
 * leaves the folder.
 */
export function fileOfAddress(root: string, address: string): string | null {
  const url = parseUrl(address);
  if (!url || url.protocol !== `${scheme}:` || url.host !== host) return null;
  let path: string;
  try {
    path = decodeURIComponent(url.pathname);
  } catch {
    return null;
  }
  if (path.includes('\0') || path.includes('\\')) return null;
  const file = normalize(join(root, path));
  return file.startsWith(root + sep) ? file : null;
}

/**
 * Serves the built pages, with the content security policy on each answer. No opener policy: pages open no window,
 * and it would make each of them start in one process and move to another.
 *
 * Not `protocol.handle`: the fetch classes that it needs take a fifth of a start to load, before the first byte of
 * the first page.
 */
export function serveApp(root: string): void {
  protocol.registerBufferProtocol(scheme, ({ url, method }, answer) => {
    const file = fileOfAddress(root, url);
    const type = file && contentTypes[extname(file)];
    if (!file || !type || method !== 'GET') return answer({ statusCode: 404 });
    const headers = {
      'Content-Type': type,
      'Content-Security-Policy': contentSecurityPolicy,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-store',
    };
    readFile(file).then(
      (data) => answer({ data, headers }),
      () => answer({ statusCode: 404 }),
    );
  });
}
