import type { CallParty } from '../ports.ts';
import type { Activity } from './ports.ts';
import type { WatchedDialog, WatchedDialogs } from './watched-dialogs.ts';

/** What is known of a colleague's phone. */
export interface Watched {
  readonly dialogs: WatchedDialogs;
  /** The dialogs were told at least once. */
  readonly heard: boolean;
  /** Whether a phone is registered; null where the exchange does not tell. */
  readonly registered: boolean | null;
  /** The exchange knows no such number, or none that is reachable now. */
  readonly gone: boolean;
}

/** What a colleague does, and with whom. Somebody who talks while another call rings is busy. */
export function activityOf({ dialogs, heard, registered, gone }: Watched): {
  readonly activity: Activity;
  readonly party: CallParty | null;
} {
  const talking = dialogs.dialogs.find(isOccupied);
  const call = talking ?? dialogs.dialogs[0];
  if (call) return { activity: talking ? 'busy' : 'ringing', party: call.party };
  if (gone || registered === false) return { activity: 'absent', party: null };
  return { activity: heard ? 'free' : 'unknown', party: null };
}

/** In conversation, or calling somebody. */
function isOccupied({ answered, direction }: WatchedDialog): boolean {
  return answered || direction === 'outbound';
}
