import { fail, type Result } from '../../failures/index.ts';
import { hostPort, hostService } from '../../shared/supervised-host.ts';
import { PortInUse, startCommandServer } from './command-server.ts';
import { type GatewayEvent, gatewayRequestSchema, type LrmCommand, optionsSchema } from './protocol.ts';
import { sendWebhook } from './webhook-sender.ts';

/** A command that main does not answer is refused after this time; the phone has 8 s to be picked up. Milliseconds. */
const ANSWER_DEADLINE = 20_000;

/**
 * Entry of the gateway process: HTTP with the regulation software, both ways. What hangs, floods or is hostile there
 * does so away from the calls. An Electron utility process, or a child of Node in tests.
 */
hostService(hostPort(), (raw, emit) => {
  const options = optionsSchema.parse(raw);
  const tell = (event: GatewayEvent) => emit(event);
  const pending = new Map<number, (answer: Result<unknown>) => void>();
  let serial = 0;

  const carryOut = (command: LrmCommand): Promise<Result<unknown>> =>
    new Promise((resolve) => {
      const id = ++serial;
      const settle = (answer: Result<unknown>) => {
        clearTimeout(timer);
        pending.delete(id);
        resolve(answer);
      };
      const timer = setTimeout(() => settle(fail('Lrm_NotAnswering')), ANSWER_DEADLINE);
      pending.set(id, settle);
      tell({ type: 'command', id, command });
    });

  if (options.commands) {
    const { port } = options.commands;
    startCommandServer({ ...options.commands, carryOut }).then(
      () => tell({ type: 'listening', port }),
      (error: unknown) => tell({ type: 'not-listening', inUse: error instanceof PortInUse }),
    );
  }

  return {
    handle: async (asked) => {
      const request = gatewayRequestSchema.parse(asked);
      if (request.type === 'answer') {
        pending.get(request.id)?.(request.answer);
        return;
      }
      const receiver = options.receivers.find(({ url }) => url === request.receiver);
      if (!receiver) return { kind: 'refused', status: 0 };
      return sendWebhook(receiver, { id: request.id, body: request.body, timeout: options.timeout });
    },
  };
});
