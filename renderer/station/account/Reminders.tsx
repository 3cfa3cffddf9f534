import type { StationView } from '../../../electron/ipc/rooms/station.ts';
import type { PanelName } from '../shell/panels.ts';
import { Degraded } from './Degraded.tsx';
import { FirstConnection } from './FirstConnection.tsx';
import { PasswordExpiry } from './PasswordExpiry.tsx';
import type { Reminder } from './reminders.ts';
import './account.css';

interface RemindersProps {
  readonly view: StationView;
  readonly reminders: readonly Reminder[];
  /** Puts off all that can wait. */
  readonly onLater: () => void;
  readonly onPanel: (panel: PanelName) => void;
}

/** What a signed-in person is told beside their work, each with what to do about it. */
export function Reminders({ reminders, ...props }: RemindersProps) {
  return (
    <div className="reminders">
      {reminders.map((reminder) => (
        <One key={reminder.kind} reminder={reminder} {...props} />
      ))}
    </div>
  );
}

interface OneProps extends Omit<RemindersProps, 'reminders'> {
  readonly reminder: Reminder;
}

function One({ view: { session, card, phone }, reminder, onLater, onPanel }: OneProps) {
  switch (reminder.kind) {
    case 'degraded':
      return <Degraded state={reminder.state} card={card} />;
    case 'first-connection':
      return (
        <FirstConnection
          left={reminder.left}
          byCard={session.kind === 'signed-in' && session.method === 'card'}
          phoneBound={phone.binding.kind === 'bound'}
          onPanel={onPanel}
          onLater={onLater}
        />
      );
    case 'password-expiry':
      return (
        <PasswordExpiry
          expiresAt={reminder.expiresAt}
          expired={reminder.expired}
          onPanel={onPanel}
          onLater={onLater}
        />
      );
  }
}
