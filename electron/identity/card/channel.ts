import type { CardRequest } from '../../../native/card/protocol.ts';

/** A card process that was started, whatever started it. */
export interface CardChannel {
  /** Copies the request before it returns, so that the caller may overwrite a PIN. A dead process is no error. */
  post(request: CardRequest): void;
  /** `reply` is what the process sent, not looked at. */
  onReply(listener: (reply: unknown) => void): void;
  /** Called once, when the process has ended by itself or was killed. */
  onExit(listener: () => void): void;
  /** Ends it at once, even stuck in a native call. */
  kill(): void;
}
