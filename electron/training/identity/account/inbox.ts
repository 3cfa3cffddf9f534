import { randomUUID } from 'node:crypto';
import type { Message } from './delivery.ts';

const KEPT = 50;

export interface ReceivedMessage extends Message {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Everybody's simulated telephone and mailbox: the last messages, the newest first. */
export class Inbox {
  readonly #onChange: () => void;
  #messages: readonly ReceivedMessage[] = [];

  constructor(onChange: () => void = () => undefined) {
    this.#onChange = onChange;
  }

  get messages(): readonly ReceivedMessage[] {
    return this.#messages;
  }

  receive(message: Message): void {
    const received = { ...message, id: randomUUID(), at: Date.now() };
    this.#messages = [received, ...this.#messages].slice(0, KEPT);
    this.#onChange();
  }

  /** Opens the link of a message, as its reader would; nothing happens when there is none, or nobody answers. */
  async follow(messageId: string): Promise<void> {
    const link = this.#messages.find(({ id }) => id === messageId)?.link;
    if (link !== undefined) await fetch(link).catch(() => undefined);
  }
}
