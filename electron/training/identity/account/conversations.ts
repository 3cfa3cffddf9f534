import { randomBytes } from 'node:crypto';
import type { Conversation, Stage } from './conversation.ts';

const LIMIT = 1_000;

/** The conversations under way, each for so many seconds; the oldest makes room where there are too many. */
export class Conversations {
  readonly #lifetime: number;
  readonly #open = new Map<string, Conversation>();

  constructor(lifetime: number) {
    this.#lifetime = lifetime;
  }

  begin(request: Pick<Conversation, 'person' | 'purpose' | 'request'>): Conversation {
    for (const [id, { expiresAt }] of this.#open) {
      if (expiresAt > Date.now() && this.#open.size < LIMIT) break;
      this.#open.delete(id);
    }
    const conversation: Conversation = {
      ...request,
      id: randomBytes(32).toString('base64url'),
      expiresAt: Date.now() + this.#lifetime * 1_000,
      stage: { kind: 'choose-channel' },
    };
    this.#open.set(conversation.id, conversation);
    return conversation;
  }

  /** Null once it is over; one that another client asks for ends. */
  find(id: string, clientId: string): Conversation | null {
    const conversation = this.#open.get(id);
    if (conversation && conversation.expiresAt > Date.now() && conversation.request.clientId === clientId) {
      return conversation;
    }
    this.#open.delete(id);
    return null;
  }

  has({ id }: Conversation): boolean {
    return this.#open.has(id);
  }

  /** The conversation, at another stage. */
  move(conversation: Conversation, stage: Stage): Conversation {
    const moved = { ...conversation, stage };
    this.#open.set(moved.id, moved);
    return moved;
  }

  end({ id }: Conversation): void {
    this.#open.delete(id);
  }
}
