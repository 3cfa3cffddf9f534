import { EventEmitter, once } from 'node:events';
import { WebSocket } from 'ws';
import { z } from 'zod';

const PAGE_MS = 15_000;

const messageSchema = z.object({
  id: z.number().optional(),
  sessionId: z.string().optional(),
  method: z.string().optional(),
  params: z.unknown().optional(),
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
});
const attachedSchema = z.object({ sessionId: z.string(), targetInfo: z.object({ type: z.string() }) });
const contextSchema = z.object({
  context: z.object({ id: z.number(), auxData: z.object({ isDefault: z.boolean() }) }),
});
const evaluatedSchema = z.object({
  result: z.object({ value: z.unknown().optional() }),
  exceptionDetails: z.unknown().optional(),
});

type Message = z.infer<typeof messageSchema>;

interface Page {
  readonly address: string;
  readonly sessionId: string;
  readonly contextId: number;
}

/** The pages of a running application, as the Chrome DevTools Protocol reaches them. */
export interface Inspector {
  /**
   * The value of `expression` in the page whose address starts so, once there is one; a promise is awaited.
   * Rejects when it throws or the page goes away.
   */
  evaluate(address: string, expression: string): Promise<unknown>;
  /** Presses and releases a key in the page whose address starts so: a character, or a key by its name. */
  press(address: string, key: string): Promise<void>;
  /** Leaves the application as if nobody had been there. */
  close(): void;
}

/**
 * Attaches to each page from its first document on. No more of the protocol than evaluation: a driver such as
 * Playwright turns on much more in what is measured.
 */
export async function inspect(endpoint: string): Promise<Inspector> {
  const socket = new WebSocket(endpoint, { perMessageDeflate: false });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  const pending = new Map<number, (answer: Message) => void>();
  let pages: readonly Page[] = [];
  const opened = new EventEmitter();
  let serial = 0;

  const send = (method: string, params: object, sessionId?: string): Promise<unknown> => {
    serial += 1;
    const id = serial;
    return new Promise((resolve, reject) => {
      pending.set(id, ({ error, result }) =>
        error ? reject(new Error(`${method}: ${error.message}`)) : resolve(result),
      );
      socket.send(JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) }));
    });
  };
  const evaluate = async (sessionId: string, contextId: number, expression: string): Promise<unknown> => {
    const parameters = { expression, contextId, awaitPromise: true, returnByValue: true };
    const answer = evaluatedSchema.parse(await send('Runtime.evaluate', parameters, sessionId));
    if (answer.exceptionDetails) throw new Error(`a page threw: ${JSON.stringify(answer.exceptionDetails)}`);
    return answer.result.value;
  };
  const onEvent = async ({ method, params, sessionId }: Message): Promise<void> => {
    if (method === 'Target.attachedToTarget') {
      const attached = attachedSchema.parse(params);
      if (attached.targetInfo.type === 'page') await send('Runtime.enable', {}, attached.sessionId);
    }
    if (method === 'Runtime.executionContextCreated' && sessionId) {
      const { id: contextId, auxData } = contextSchema.parse(params).context;
      if (!auxData.isDefault) return;
      const address = String(await evaluate(sessionId, contextId, 'location.href'));
      pages = [{ address, sessionId, contextId }, ...pages];
      opened.emit('page');
    }
  };
  socket.on('message', (data) => {
    const message = messageSchema.parse(JSON.parse(String(data)));
    if (message.id !== undefined) {
      pending.get(message.id)?.(message);
      pending.delete(message.id);
    } else {
      // A document that is already being replaced answers no more.
      onEvent(message).catch(() => undefined);
    }
  });
  socket.on('error', () => socket.terminate());
  socket.on('close', () => {
    for (const settle of pending.values()) settle({ error: { message: 'the application is gone' } });
  });
  await send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: true });

  const pageAt = async (address: string): Promise<Page> => {
    const isIt = (page: Page): boolean => page.address.startsWith(address);
    const signal = AbortSignal.timeout(PAGE_MS);
    let page = pages.find(isIt);
    while (!page) {
      await once(opened, 'page', { signal });
      page = pages.find(isIt);
    }
    return page;
  };

  return {
    evaluate: async (address, expression) => {
      const { sessionId, contextId } = await pageAt(address);
      return evaluate(sessionId, contextId, expression);
    },
    press: async (address, key) => {
      const { sessionId } = await pageAt(address);
      // Whichever window the window manager has in front.
      await send('Emulation.setFocusEmulationEnabled', { enabled: true }, sessionId);
      const text = key.length === 1 ? { text: key } : {};
      const windowsVirtualKeyCode = key === 'Backspace' ? 8 : key.toUpperCase().charCodeAt(0);
      const pressed = { key, windowsVirtualKeyCode };
      await send('Input.dispatchKeyEvent', { type: 'keyDown', ...pressed, ...text }, sessionId);
      await send('Input.dispatchKeyEvent', { type: 'keyUp', ...pressed }, sessionId);
    },
    close: () => socket.terminate(),
  };
}
