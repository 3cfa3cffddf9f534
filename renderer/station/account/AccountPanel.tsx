import { lazy } from 'react';
import type { SessionView } from '../../../electron/ipc/rooms/identity.ts';
import type { StationView } from '../../../electron/ipc/rooms/station.ts';
import { Later } from '../../ui/Later.tsx';
import type { AccountPanelName } from '../shell/panels.ts';
import { ChangePassword } from './ChangePassword.tsx';
import { ChangeProfile } from './ChangeProfile.tsx';
import { Channels } from './Channels.tsx';
import './account.css';

const Journal = lazy(async () => ({ default: (await import('../journal/Journal.tsx')).Journal }));

interface AccountPanelProps {
  readonly panel: AccountPanelName;
  readonly view: StationView;
  readonly session: Extract<SessionView, { kind: 'signed-in' }>;
  readonly onClose: () => void;
}

/** What a signed-in person opened of their account. */
export function AccountPanel({ panel, view, session, onClose }: AccountPanelProps) {
  switch (panel) {
    case 'profile':
      return (
        <ChangeProfile session={session} helpdeskPhone={view.environment.helpdeskPhone} onClose={onClose} />
      );
    case 'password':
      return <ChangePassword account={view.account} session={session} onClose={onClose} />;
    case 'channels':
      return <Channels account={view.account} onClose={onClose} />;
    case 'journal':
      return (
        <Later>
          <Journal onClose={onClose} />
        </Later>
      );
  }
}
