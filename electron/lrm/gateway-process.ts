import { type Failure, fail, type Result } from '../failures/index.ts';
import { type Observable, Subject } from '../shared/listeners.ts';
import {
  type ProcessChannel,
  SupervisedProcess,
  type SupervisionTimes,
} from '../shared/supervised-process.ts';
import {
  type GatewayOptions,
  type GatewayRequest,
  gatewayEventSchema,
  type LrmCommand,
  outcomeSchema,
} from './gateway/protocol.ts';
import type { CommandsState, Delivery, Outcome } from './ports.ts';

export interface GatewayProcessOptions {
  readonly options: GatewayOptions;
  readonly spawn: () => ProcessChannel;
  readonly carryOut: (command: LrmCommand) => Promise<Result<unknown>>;
  /** Told of what a technician has to look at. */
  readonly report: (failure: Failure) => void;
  readonly times?: Partial<SupervisionTimes>;
}

/** HTTP with the LRM as main sees it: the process behind may die and come back. */
export interface Gateway {
  readonly commands: Observable<CommandsState>;
  send(delivery: Delivery): Promise<Outcome>;
  close(): void;
}

/** Starts the gateway process (`gateway/process.ts`). */
export function startGateway(asked: GatewayProcessOptions): Gateway {
  const { options, spawn, carryOut, report, times } = asked;
  const commands = new Subject<CommandsState>({ kind: options.commands ? 'starting' : 'off' });
  const tell = (request: GatewayRequest) => gateway.request(request);
  const onEvent = (raw: unknown) => {
    const read = gatewayEventSchema.safeParse(raw);
    if (!read.success) return;
    const event = read.data;
    if (event.type === 'command') {
      void carryOut(event.command).then((answer) => tell({ type: 'answer', id: event.id, answer }));
    } else if (event.type === 'listening') {
      commands.set({ kind: 'listening', port: event.port });
    } else {
      const { failure } = fail('Lrm_PortUnavailable', { port: options.commands?.port ?? 0 });
      commands.set({ kind: 'failed', failure });
      report(failure);
    }
  };
  const gateway = new SupervisedProcess({
    spawn,
    start: () => options,
    onEvent,
    onLost: () => commands.set({ kind: options.commands ? 'starting' : 'off' }),
    ...(times && { times }),
  });
  gateway.open();
  return {
    commands,
    send: async ({ receiver, id, body }) => {
      const reply = await gateway.request({ type: 'send', receiver, id, body }, options.timeout + 5_000);
      const outcome = outcomeSchema.safeParse(reply.kind === 'answered' ? reply.value : null);
      return outcome.success ? outcome.data : { kind: 'failed', why: 'unreachable', retryAfter: null };
    },
    close: () => gateway.close(),
  };
}
