import type { Call } from '../telephony/index.ts';

/** More calls than a shift has; the oldest is forgotten first. */
const MOST = 1_000;

/** Which file of the LRM each call is about. */
export class Correlations {
  readonly #files = new Map<string, string>();

  fileOf(callId: string): string | null {
    return this.#files.get(callId) ?? null;
  }

  set(callId: string, fileId: string): void {
    this.#files.delete(callId);
    this.#files.set(callId, fileId);
    const [oldest] = this.#files.keys();
    if (this.#files.size > MOST && oldest !== undefined) this.#files.delete(oldest);
  }

  /** Of these calls, those whose file can be shown. */
  among(calls: readonly Call[]): readonly string[] {
    return calls.map(({ id }) => id).filter((id) => this.#files.has(id));
  }
}

/**
 * The call that a file is meant for when none is named: the one in conversation, else the one being placed, else the
 * only one in waiting (« en cas de non présence, le dossier sera associé à l’appel en cours de l’agent »).
 */
export function currentCall(calls: readonly Call[]): Call | null {
  const oneThat = (state: Call['state']) => calls.find((call) => call.state === state);
  const held = calls.filter(({ state }) => state === 'held');
  return oneThat('connected') ?? oneThat('dialling') ?? (held.length === 1 ? (held[0] ?? null) : null);
}
