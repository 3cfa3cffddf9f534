import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { waitFor } from '../../stand/process.ts';
import type { Bandeau } from './application.ts';

/** What V8 keeps of a string in a snapshot; by default it cuts after 1,024 characters. */
export const WHOLE_STRINGS = '--heap-snapshot-string-limit=50000000';
/** Where Node listens when a signal opens its inspector. */
const INSPECTOR = 'http://127.0.0.1:9229/json/list';
const SOON_MS = 10_000;

const snapshotSchema = z.object({
  snapshot: z.object({
    meta: z.object({
      node_fields: z.tuple([z.literal('type'), z.literal('name')], z.string()),
      node_types: z.tuple([z.array(z.string())], z.unknown()),
    }),
  }),
  nodes: z.array(z.int()),
  strings: z.array(z.string()),
});
const TEXTS: readonly string[] = ['string', 'concatenated string', 'sliced string'];
const targetsSchema = z.array(z.object({ webSocketDebuggerUrl: z.string() })).min(1);
const messageSchema = z.object({
  id: z.number().optional(),
  method: z.string().optional(),
  params: z.object({ chunk: z.string().optional() }).optional(),
});

export type Heaps = Readonly<Record<'main' | 'card' | 'station' | 'bar', readonly string[]>>;

/** Every string in the JavaScript heaps of the processes that secrets go through, garbage collected before. */
export async function stringsInHeaps(bandeau: Bandeau): Promise<Heaps> {
  return {
    main: stringsOf(await mainSnapshot(bandeau)),
    card: stringsOf(await utilitySnapshot(bandeau, 'card')),
    station: stringsOf(await pageSnapshot(bandeau, await bandeau.page('station'))),
    bar: stringsOf(await pageSnapshot(bandeau, await bandeau.page('bar'))),
  };
}

/** The texts themselves: the snapshot's own table also names what is no text, as the elements of an array. */
function stringsOf(text: string): readonly string[] {
  const { snapshot, nodes, strings } = snapshotSchema.parse(JSON.parse(text));
  const { node_fields: fields, node_types } = snapshot.meta;
  const found = new Set<string>();
  for (let at = 0; at < nodes.length; at += fields.length) {
    const [type = -1, name = -1] = nodes.slice(at, at + 2);
    if (TEXTS.includes(node_types[0][type] ?? '')) found.add(strings[name] ?? '');
  }
  return [...found];
}

async function mainSnapshot({ electron, home }: Bandeau): Promise<string> {
  const file = join(home, 'profile', 'main.heapsnapshot');
  await electron.evaluate(
    (_electron, { path, flag }) => {
      const v8 = process.getBuiltinModule('node:v8');
      v8.setFlagsFromString(flag);
      v8.writeHeapSnapshot(path);
    },
    { path: file, flag: WHOLE_STRINGS },
  );
  return readFileSync(file, 'utf8');
}

async function pageSnapshot({ electron }: Bandeau, page: Page): Promise<string> {
  const session = await electron.context().newCDPSession(page);
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await session.send('HeapProfiler.takeHeapSnapshot');
  await session.detach();
  return chunks.join('');
}

/** A signal opens the inspector of a Node process, as it is allowed in the test runtime, and not in a release. */
async function utilitySnapshot(bandeau: Bandeau, name: string): Promise<string> {
  const pid = (await bandeau.processes()).find((each) => each.type === 'Utility' && each.name === name)?.pid;
  if (pid === undefined) throw new Error(`no process ${name}`);
  process.kill(pid, 'SIGUSR1');
  const address = await waitFor(() => targetAddress().catch(() => undefined), {
    timeoutMs: SOON_MS,
    what: `the inspector of ${name}`,
  });
  const socket = new WebSocket(address);
  await once(socket, 'open');
  const chunks: string[] = [];
  const done = new Promise<void>((resolve, reject) => {
    socket.on('close', () => reject(new Error(`the inspector of ${name} ended`)));
    socket.on('message', (data) => {
      const { id, method, params } = messageSchema.parse(JSON.parse(String(data)));
      if (method === 'HeapProfiler.addHeapSnapshotChunk') chunks.push(params?.chunk ?? '');
      if (id === 2) resolve();
    });
  });
  const expression = `process.getBuiltinModule('node:v8').setFlagsFromString('${WHOLE_STRINGS}')`;
  socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression } }));
  socket.send(JSON.stringify({ id: 2, method: 'HeapProfiler.takeHeapSnapshot' }));
  await done;
  socket.removeAllListeners('close');
  socket.close();
  return chunks.join('');
}

async function targetAddress(): Promise<string> {
  const [target] = targetsSchema.parse(await (await fetch(INSPECTOR)).json());
  return target?.webSocketDebuggerUrl ?? '';
}
