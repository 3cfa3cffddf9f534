/** A code or a link on its way to a person. */
export interface Message {
  readonly kind: 'sms' | 'email';
  /** E.164 number or address. */
  readonly to: string;
  readonly personId: string;
  readonly subject: string;
  readonly text: string;
  /** Address to follow, also in the text. */
  readonly link?: string;
}

/** Hands a message to whatever carries it; rejects when it cannot be sent there. */
export type Deliver = (message: Message) => Promise<void>;
