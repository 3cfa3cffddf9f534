import type { Failure, Result } from '../failures/index.ts';
import type { SessionState } from '../identity/index.ts';
import type { Observable } from '../shared/listeners.ts';
import { unlessLate } from '../shared/waiting.ts';
import type { PhoneState } from '../telephony/ports.ts';

/** A session and the phone bound in it, as far as one ends with the other. */
export interface StationSession {
  readonly identity: {
    readonly state: Observable<SessionState>;
    /** Why the portal refused the phone to a session that goes on, or null. */
    readonly phoneRefused: Observable<Failure | null>;
    signOut(): Promise<Result<undefined>>;
  };
  readonly phone: { readonly state: Observable<PhoneState>; close(): Promise<void> };
  readonly binding: {
    reclaim(): Promise<Result<undefined>>;
    unbind(failure?: Failure | null): Promise<void>;
  };
}

/** Ends the session and lets its phone go, both at once: neither waits for a server that the other needs. */
export async function signOut({
  identity,
  binding,
}: Pick<StationSession, 'identity' | 'binding'>): Promise<void> {
  await Promise.all([identity.signOut(), binding.unbind()]);
}

/** Signs out and closes the phone's adapter, as far as `deadline` milliseconds allow. Never rejects. */
export async function leave(session: StationSession, deadline: number): Promise<void> {
  const { identity, binding, phone } = session;
  const left = Promise.allSettled([identity.signOut(), binding.unbind().finally(() => phone.close())]);
  await unlessLate(left, deadline);
}

/**
 * A session that ends by itself, revoked or expired, does not take a call from the screen: the phone is let go once
 * it is quiet, or when somebody else starts. The same person takes it back, and works on. So does a phone go that the
 * portal refuses to a session that goes on.
 */
export function endBindingWithSession({ identity, phone, binding }: StationSession): void {
  let subject: string | null = null;
  /** Set once the phone is to go, its session over or refused; `failure` tells why. */
  let over: { readonly failure: Failure | null } | null = null;
  const letGo = (failure: Failure | null) => {
    over = null;
    void binding.unbind(failure);
  };
  const letGoOnceQuiet = () => {
    const isQuiet = phone.state.get().calls.every(({ state }) => state === 'ended');
    if (over && isQuiet) letGo(over.failure);
  };
  const takeBack = async () => {
    over = null;
    const claimed = await binding.reclaim();
    if (claimed.ok) return;
    over = { failure: claimed.failure };
    letGoOnceQuiet();
  };
  identity.state.subscribe((session) => {
    if (session.kind === 'signed-out') over = { failure: null };
    if (session.kind !== 'signed-in') return letGoOnceQuiet();
    const isSame = session.person.subject === subject;
    subject = session.person.subject;
    if (over && isSame) void takeBack();
    else if (over) letGo(null);
  });
  identity.phoneRefused.subscribe((failure) => {
    over = failure && { failure };
    letGoOnceQuiet();
  });
  phone.state.subscribe(letGoOnceQuiet);
}
