import { createServer, type RequestListener, type Server } from 'node:http';

export interface Listener {
  /** `http://127.0.0.1:PORT`. */
  readonly issuer: string;
  serve(handler: RequestListener): void;
  /** Cut off, it drops every connection at once, as an unplugged network does. */
  cutOff(broken: boolean): void;
  stop(): Promise<void>;
}

/** Listens on the loopback address; port 0 is any free one. */
export async function startListener(port: number): Promise<Listener> {
  const server = createServer();
  let isCutOff = false;
  server.on('connection', (socket) => {
    if (isCutOff) socket.destroy();
  });
  return {
    issuer: `http://127.0.0.1:${await listen(server, port)}`,
    serve: (handler) => void server.on('request', handler),
    cutOff: (broken) => {
      isCutOff = broken;
      if (broken) server.closeAllConnections();
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('no port given'));
      else resolve(address.port);
    });
  });
}
