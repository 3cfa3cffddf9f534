import type { FromProcess } from './supervised-process.ts';

/** The process's side of the channel to main. */
export interface HostPort<Message = FromProcess> {
  post(message: Message): void;
  onMessage(listener: (message: unknown) => void): void;
}

export interface HostedService {
  /** Answers one request, not looked at yet. A rejection is a bug: it ends the process, which main starts again. */
  handle(request: unknown): unknown;
}

/**
 * The other side of `SupervisedProcess`: creates the service when main says how, then answers its requests in the
 * order in which they end, and its pings. `emit` tells main an event. Messages of no known form are passed over.
 */
export function hostService(
  port: HostPort,
  create: (options: unknown, emit: (event: unknown) => void) => HostedService,
): void {
  let service: HostedService | null = null;
  port.onMessage((raw) => {
    if (typeof raw !== 'object' || raw === null || !('type' in raw)) return;
    if (raw.type === 'start' && 'options' in raw) {
      service ??= create(raw.options, (event) => port.post({ type: 'event', event }));
      return;
    }
    if (!('id' in raw) || typeof raw.id !== 'number') return;
    const { id } = raw;
    if (raw.type === 'ping') port.post({ type: 'pong', id });
    else if (raw.type === 'request' && 'request' in raw && service) {
      void answer(port, id, service, raw.request);
    }
  });
}

async function answer(port: HostPort, id: number, service: HostedService, request: unknown): Promise<void> {
  const reply = await service.handle(request);
  port.post({ type: 'reply', id, reply });
}

/** Electron's port in a utility process; the channel of `child_process` under plain Node, as in the tests. */
export function hostPort<Message extends object = FromProcess>(): HostPort<Message> {
  // Absent outside of Electron, whatever its types say.
  const port: typeof process.parentPort | undefined = process.parentPort;
  if (port) {
    return {
      post: (message) => port.postMessage(message),
      onMessage: (listener) => void port.on('message', ({ data }) => listener(data)),
    };
  }
  process.once('disconnect', () => process.exit());
  return {
    // A main that is gone takes this process with it, by `disconnect`.
    post: (message) => void process.send?.(message, undefined, undefined, () => undefined),
    onMessage: (listener) => void process.on('message', listener),
  };
}
