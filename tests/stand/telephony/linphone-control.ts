import { createConnection, type Socket } from 'node:net';

const POLL_MS = 40;
const REPLY_MS = 5_000;

export interface LinphoneControl {
  /** The reply; rejects when the phone says no. */
  command(text: string): Promise<string>;
  /** Reads what happened so far: events are polled for, and the last ones may not have been. */
  catchUp(): Promise<void>;
  close(): void;
}

/** Connects to the socket of linphone-daemon. Events have to be asked for one by one; each reply is one write. */
export async function connectLinphone(
  path: string,
  onCallEvent: (event: string, callId: string) => void,
): Promise<LinphoneControl> {
  const socket = await connect(path);
  // Replies bear no mark of the command: one at a time.
  let last: Promise<unknown> = Promise.resolve();
  const command = (text: string): Promise<string> => {
    const reply = last.then(() => ask(socket, text));
    last = reply.catch(() => undefined);
    return reply;
  };
  const poll = async (): Promise<void> => {
    for (;;) {
      const reply = await command('pop-event');
      const event = /^Event: (\S+)/m.exec(reply)?.[1];
      if (event !== undefined) onCallEvent(event, callIdIn(reply));
      if (/^Size: 0/m.test(reply)) return;
    }
  };
  let timer = setTimeout(function again(): void {
    void poll()
      .then(() => {
        if (!socket.destroyed) timer = setTimeout(again, POLL_MS);
      })
      .catch(() => socket.destroy());
  }, POLL_MS);
  return {
    command,
    catchUp: poll,
    close: () => {
      clearTimeout(timer);
      socket.destroy();
    },
  };
}

/** The call that a reply or an event names, empty when it names none. */
export function callIdIn(reply: string): string {
  return /^Id: (\d+)/m.exec(reply)?.[1] ?? '';
}

function connect(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ path });
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      // A lost connection shows as commands without a reply.
      socket.on('error', () => undefined);
      resolve(socket);
    });
  });
}

function ask(socket: Socket, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const onReply = (chunk: Buffer): void => {
      clearTimeout(timer);
      const reply = chunk.toString();
      if (reply.startsWith('Status: Ok')) resolve(reply);
      else reject(new Error(`linphone: ${text}: ${reply.trim()}`));
    };
    const timer = setTimeout(() => {
      socket.off('data', onReply);
      reject(new Error(`linphone: no reply to ${text}`));
    }, REPLY_MS);
    socket.once('data', onReply);
    socket.write(`${text}\n`);
  });
}
