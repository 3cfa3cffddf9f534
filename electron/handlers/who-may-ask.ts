import { type FailureCode, fail, type Result } from '../failures/index.ts';
import type { SessionState } from '../identity/index.ts';
import type { Observable } from '../shared/listeners.ts';

/** What tells who works here. */
export interface Attended {
  readonly identity: { readonly state: Observable<SessionState> };
}

export type SignedIn = Extract<SessionState, { kind: 'signed-in' }>;

type Answer<T> = Promise<Result<T>> | Result<T>;

/** Passes a request on once the services run; before, it fails with `Request_NotYet`. */
export function onceRunning<Room>(services: () => Room | null) {
  return async <T>(act: (room: Room) => Answer<T>): Promise<Result<T>> => {
    const room = services();
    return room ? act(room) : fail('Request_NotYet');
  };
}

/** The same at a station that is not locked, whoever is there; else it fails with `Session_Locked`. */
export function unlessLocked<Room extends Attended>(services: () => Room | null) {
  const running = onceRunning(services);
  return <T>(act: (room: Room) => Answer<T>): Promise<Result<T>> =>
    running<T>((room) => (room.identity.state.get().kind === 'locked' ? fail('Session_Locked') : act(room)));
}

/** The same for whoever is signed in; where nobody is, it fails with `nobody`. */
export function whileSignedIn<Room extends Attended>(services: () => Room | null, nobody: FailureCode) {
  const unlocked = unlessLocked(services);
  return <T>(act: (room: Room, session: SignedIn) => Answer<T>): Promise<Result<T>> =>
    unlocked<T>((room) => {
      const session = room.identity.state.get();
      return session.kind === 'signed-in' ? act(room, session) : fail(nobody);
    });
}
