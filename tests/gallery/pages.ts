import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'vite';

const root = join(import.meta.dirname, '../..');

/** As strict as the application's own (electron/shell/app-protocol.ts). */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
  "connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** Builds the pages into `folder`, as the application does. */
export async function buildPages(folder: string): Promise<void> {
  const input = (page: string) => join(root, 'renderer', page, 'index.html');
  await build({
    configFile: false,
    root: join(root, 'renderer'),
    logLevel: 'warn',
    plugins: [react()],
    // React says in the console what it finds wrong, which is a fault; whatever runs the gallery.
    define: { 'process.env.NODE_ENV': JSON.stringify('development') },
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'chrome130',
      rolldownOptions: {
        input: {
          station: input('station'),
          bar: input('bar'),
          dial: input('dial'),
          board: input('board'),
          capture: input('capture'),
          report: input('report'),
        },
      },
    },
  });
}

/** Serves built pages on a loopback port; gives their address and how to stop. */
export async function servePages(folder: string): Promise<{ address: string; close: () => Promise<void> }> {
  const server = createServer(async ({ url = '/' }, response) => {
    const path = new URL(url, 'http://localhost').pathname;
    const type = types[extname(path)];
    const content = type && !path.includes('..') && (await readFile(join(folder, path)).catch(() => null));
    // The application's own scheme is never asked for an icon.
    if (path === '/favicon.ico') return response.writeHead(204).end();
    if (!content) return response.writeHead(404).end();
    response.writeHead(200, { 'Content-Type': type, 'Content-Security-Policy': policy }).end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
