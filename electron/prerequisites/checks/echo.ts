import texts from '../../../resources/fr/prerequisites/checks.json' with { type: 'json' };
import type { Call } from '../../telephony/ports.ts';
import type { TrialPhone } from '../ports.ts';
import { type Check, type Finding, failure, notApplicable, ok } from '../rules/check.ts';
import { fillIn } from '../rules/findings.ts';
import { number as formatted } from '../rules/judge.ts';

export interface EchoOptions {
  /** The site's echo number, or null. */
  readonly number: string | null;
  /** The phone of whoever works here; null where nobody can. */
  readonly phone: TrialPhone | null;
  /** Whether somebody asked for this very check: nothing else makes the phone call. */
  readonly isAsked: boolean;
}

/** Milliseconds for the echo to answer, and for which it is then listened to. */
const ANSWER = 8_000;
const LISTEN = 2_000;

/**
 * Calls the site's echo number from the desk phone, and hangs up: whoever holds the handset hears themselves. On demand
 * only, and never during a call.
 */
export function echoCheck({ number, phone, isAsked }: EchoOptions): Check {
  return {
    id: 'telephony.echo',
    group: 'telephony',
    title: texts.echo,
    needs: ['telephony.phone'],
    deadline: ANSWER + LISTEN + 3_000,
    cheap: false,
    run: async (signal) => {
      if (number === null) return notApplicable('Echo_NotConfigured');
      if (!phone?.isBound()) return notApplicable('Phone_NobodyWorks');
      const { capabilities, calls } = phone.state.get();
      if (!capabilities.dial.available || !capabilities.hangUp.available)
        return notApplicable('Echo_PhoneCannot');
      if (!isAsked) return notApplicable('Echo_OnDemand', { number });
      if (calls.some(isLive)) return notApplicable('Echo_DuringCall');
      return callEcho(phone, number, signal);
    },
  };
}

async function callEcho(phone: TrialPhone, number: string, signal: AbortSignal): Promise<Finding> {
  const before = new Set(phone.state.get().calls.map(({ id }) => id));
  // Somebody may be called meanwhile: only what goes out from here is the trial.
  const own = () =>
    phone.state.get().calls.find(({ id, direction }) => direction === 'outbound' && !before.has(id));
  const startedAt = performance.now();
  const dialled = await phone.command({ action: 'dial', number });
  if (!dialled.ok) return failure('Echo_NotPlaced', { number });
  try {
    const answered = await until(
      phone,
      () => own()?.state === 'connected',
      () => hasEnded(own()),
      ANSWER,
      signal,
    );
    if (!answered) return failure('Echo_NoAnswer', { number });
    const seconds = (performance.now() - startedAt) / 1_000;
    await until(
      phone,
      () => false,
      () => hasEnded(own()),
      LISTEN,
      signal,
    );
    return ok({
      measured: fillIn(texts.echoAnswered, { seconds: formatted(seconds, 1) }),
      figures: { answeredS: seconds },
    });
  } finally {
    // Stopped before the phone showed it, the call comes all the same.
    await until(
      phone,
      () => own() !== undefined,
      () => false,
      signal.aborted ? ANSWER : LISTEN,
      new AbortController().signal,
    );
    const call = own();
    if (call && isLive(call)) await phone.command({ action: 'hangUp', callId: call.id });
  }
}

const isLive = ({ state }: Call) => state !== 'ended';
const hasEnded = (call: Call | undefined) => call !== undefined && !isLive(call);

/** Whether `isReached` became so, before `isOver` did, the time was up or nobody wanted it any more. */
function until(
  { state }: TrialPhone,
  isReached: () => boolean,
  isOver: () => boolean,
  patience: number,
  signal: AbortSignal,
): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      unsubscribe();
      resolve(isReached());
    };
    const look = (): void => {
      if (isReached() || isOver() || signal.aborted) end();
    };
    const timer = setTimeout(end, patience);
    signal.addEventListener('abort', end);
    const unsubscribe = state.subscribe(look);
    look();
  });
}
