import { once } from 'node:events';
import { WebSocket } from 'ws';
import { z } from 'zod';
import type { Bandeau } from '../e2e/support/application.ts';
import { waitFor } from '../stand/process.ts';

/** Where Node lets a debugger in when a process is sent SIGUSR1. */
const DEBUGGER = 'http://127.0.0.1:9229/json/list';
const PATIENCE_MS = 20_000;
const COLLECT = `gc({ type: 'major', execution: 'sync', flavor: 'last-resort' })`;

const targetsSchema = z.tuple([z.object({ webSocketDebuggerUrl: z.string() })]);

/**
 * Frees all that can be freed in every process of a running application: what the heaps keep for later grows by itself
 * up to a bound, and is no leak. The application runs with `--js-flags=--expose-gc`, under Linux.
 */
export async function collectGarbage({ electron }: Bandeau): Promise<void> {
  await electron.evaluate(async ({ BrowserWindow }, collect) => {
    const windows = BrowserWindow.getAllWindows().map(({ webContents }) => webContents);
    for (const page of windows) await page.executeJavaScript(collect);
    new Function(collect)();
  }, COLLECT);
  const behind = await electron.evaluate(({ app }) =>
    app
      .getAppMetrics()
      .filter(({ serviceName }) => serviceName === 'node.mojom.NodeService')
      .map(({ pid }) => pid),
  );
  for (const pid of behind) await collectIn(pid);
}

async function collectIn(pid: number): Promise<void> {
  process.kill(pid, 'SIGUSR1');
  const [{ webSocketDebuggerUrl }] = await waitFor(targets, {
    timeoutMs: PATIENCE_MS,
    what: 'a process to let the debugger in',
  });
  const socket = new WebSocket(webSocketDebuggerUrl);
  await once(socket, 'open');
  const answered = once(socket, 'message');
  socket.send(JSON.stringify({ id: 1, method: 'HeapProfiler.collectGarbage' }));
  await answered;
  // The next one is let in at the same place.
  const expression = 'setTimeout(() => process._debugEnd(), 20); 0';
  socket.send(JSON.stringify({ id: 2, method: 'Runtime.evaluate', params: { expression } }));
  await once(socket, 'message');
  socket.terminate();
  await waitFor(async () => (await targets()) === undefined, {
    timeoutMs: PATIENCE_MS,
    what: 'the debugger to be gone',
  });
}

async function targets(): Promise<z.infer<typeof targetsSchema> | undefined> {
  try {
    const answer = await fetch(DEBUGGER, { signal: AbortSignal.timeout(PATIENCE_MS) });
    return targetsSchema.safeParse(await answer.json()).data;
  } catch {
    // Nobody is there.
    return undefined;
  }
}
