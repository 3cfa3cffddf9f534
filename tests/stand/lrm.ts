import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { forkedProcess } from './forked-process.ts';

/** The gateway process as a child of Node: the same file that Electron runs. */
export function spawnGateway() {
  return forkedProcess('electron/lrm/gateway/process.ts');
}

export interface Received {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface FakeLrm {
  readonly url: string;
  readonly received: readonly Received[];
  close(): Promise<void>;
}

/** A regulation software that notes every event, and answers as `answer` does; 204 by default. */
export async function fakeLrm(
  answer: (response: ServerResponse, index: number, request: IncomingMessage) => void = (response) =>
    response.writeHead(204).end(),
): Promise<FakeLrm> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
      received.push({ headers: Object.fromEntries(headers), body });
      answer(response, received.length - 1, request);
    });
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}/events`,
    received,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
}
