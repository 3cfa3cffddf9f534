import { waitFor } from '../process.ts';

/** Of the call in hand; `held` when this phone put it on hold. */
export type PhoneState = 'idle' | 'calling' | 'ringing' | 'talking' | 'held';

export interface PhoneOptions {
  folder: string;
  number: string;
  password: string;
  domain: string;
  /** Where the exchange listens, on loopback. */
  sipPort: number;
  registrationSeconds: number;
}

/** A real telephone, moved by its own control interface as by a hand. */
export interface Phone {
  readonly number: string;
  /** How it names itself in its registration. */
  readonly userAgent: RegExp;
  dial(number: string): Promise<void>;
  answer(): Promise<void>;
  hangup(): Promise<void>;
  hold(): Promise<void>;
  resume(): Promise<void>;
  /** Blind transfer of the call in hand. */
  transfer(number: string): Promise<void>;
  /** Answers by itself from now on, or no longer. */
  setAutoAnswer(on: boolean): void;
  state(): PhoneState;
  until(state: PhoneState, timeoutMs?: number): Promise<void>;
  stop(): Promise<void>;
}

const CHANGE_MS = 5_000;

export async function untilState(
  phone: Pick<Phone, 'number' | 'state'>,
  state: PhoneState,
  timeoutMs = CHANGE_MS,
): Promise<void> {
  await waitFor(() => phone.state() === state, { timeoutMs, what: `phone ${phone.number} to be ${state}` });
}
