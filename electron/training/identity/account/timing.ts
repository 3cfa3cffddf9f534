/** How long everything lasts, in seconds. */
export interface Timing {
  /** A code sent by SMS or e-mail. */
  readonly code: number;
  /** Between two sendings. */
  readonly resend: number;
  /** A sign-in by password, from its first answer to its last. */
  readonly conversation: number;
  /** A temporary freeze. */
  readonly freeze: number;
  /** The link of a mail that ties a PSC identity to an account. */
  readonly link: number;
  /** A request on the e-CPS application. */
  readonly ecps: number;
  /** Between two polls of a station that waits for it. */
  readonly poll: number;
}

export const usualTiming: Timing = {
  code: 300,
  resend: 30,
  conversation: 600,
  freeze: 300,
  link: 300,
  ecps: 120,
  poll: 5,
};
