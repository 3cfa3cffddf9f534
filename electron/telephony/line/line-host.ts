import { ok } from '../../failures/index.ts';
import type { HostPort } from '../../shared/supervised-host.ts';
import type { Line } from './line.ts';
import {
  type CommandResult,
  type LineCommand,
  type LineOptions,
  type ToMain,
  toProcessSchema,
  withoutValue,
} from './protocol.ts';

/** Serves one line to main: messages that are none of the protocol are passed over. */
export function hostLine(port: HostPort<ToMain>, createLine: (options: LineOptions) => Line): void {
  let line: Line | null = null;

  port.onMessage(async (raw) => {
    const message = toProcessSchema.safeParse(raw);
    if (!message.success) return;
    const request = message.data;
    switch (request.type) {
      case 'start':
        line ??= createLine(request.options);
        line.onEvent((event, watch) => port.post({ type: 'event', watch, event }));
        return;
      case 'ping':
        return port.post({ type: 'pong', id: request.id });
      case 'prepare':
        return line?.prepare();
      case 'resubscribe':
        return line?.resubscribe();
      case 'command':
        if (line) port.post({ type: 'answer', id: request.id, result: await run(line, request.command) });
    }
  });
}

async function run(line: Line, command: LineCommand): Promise<CommandResult> {
  switch (command.verb) {
    case 'watch':
      return line.watch(command.target, command.watch);
    case 'dial':
      return withoutValue(await line.dial(command.number));
    case 'signal':
      return withoutValue(await line.signal(command.order, command.dialog));
    case 'csta':
      return withoutValue(await line.csta(command.request));
    case 'unwatch':
      await line.unwatch();
      return withoutValue(ok());
    case 'close':
      await line.close();
      return withoutValue(ok());
  }
}
