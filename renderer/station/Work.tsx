import type { StationView } from '../../electron/ipc/rooms/station.ts';
import { Desk } from './desk/Desk.tsx';
import { Locked } from './identity/Locked.tsx';
import { ProfileChoice } from './identity/ProfileChoice.tsx';
import { SignIn } from './identity/SignIn.tsx';

interface WorkProps {
  readonly view: StationView;
  /** Opens the training panel; null where there is none, or where it is open. */
  readonly onTraining: (() => void) | null;
}

/** The one thing to do now. */
export function Work({ view, onTraining }: WorkProps) {
  const { session, environment } = view;
  switch (session.kind) {
    case 'signed-out':
    case 'signing-in':
      return <SignIn view={view} session={session} onTraining={onTraining} />;
    case 'choosing-profile':
      return <ProfileChoice session={session} helpdeskPhone={environment.helpdeskPhone} />;
    case 'signed-in':
      return <Desk view={view} session={session} />;
    case 'locked':
      return <Locked view={view} session={session} />;
  }
}
