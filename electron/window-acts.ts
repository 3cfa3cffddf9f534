import { app } from 'electron';
import texts from '../resources/fr/shell.json' with { type: 'json' };
import { type Failure, fail } from './failures/index.ts';
import type { HandlerOptions } from './handlers/options.ts';
import type { DialPurpose } from './ipc/rooms/dial.ts';
import type { StationView } from './ipc/rooms/station.ts';
import type { Services } from './services/services.ts';
import type { Subject } from './shared/listeners.ts';
import { confirmQuit } from './shell/confirm-quit.ts';
import type { Notices } from './shell/notices.ts';
import type { Windows } from './windows.ts';

export interface WindowActsOptions {
  readonly windows: Windows;
  /** Null until the services run. */
  readonly services: () => Services | null;
  readonly notices: Notices;
  readonly barExpanded: Subject<boolean>;
  readonly dialPurpose: Subject<DialPurpose>;
  /** What the station is asked to open. */
  readonly asked: Subject<StationView['asked']>;
}

export interface WindowActs extends Omit<HandlerOptions['shell'], 'openVerification'> {
  /** « Vérifier le poste », on one point or as a whole. */
  openVerification(check: string | null): void;
  /** Tells what somebody just asked for in vain where it is seen. */
  show(failure: Failure): void;
  /** A link to a number that the system hands over, to this program or to a second start of it. */
  followLink(link: string): void;
}

/** What a page, a key, the tray or the system may have done with the windows. */
export function windowActs({
  windows: { station, bar, board, capture },
  services,
  notices,
  barExpanded,
  dialPurpose,
  asked,
}: WindowActsOptions): WindowActs {
  const open = (panel: StationView['asked']) => {
    asked.set(panel);
    station.open();
  };
  const show = (failure: Failure) => {
    notices.tell(failure);
    station.open();
  };
  return {
    openStation: () => void station.open(),
    expandBar: (expanded) => barExpanded.set(expanded),
    openDial: (purpose) => {
      dialPurpose.set(purpose);
      bar.openDial();
    },
    fitDial: (height) => bar.fitDial(height),
    closeDial: () => bar.closeDial(),
    openBoard: () => board.open(),
    openCapture: () => void capture.open(),
    closeCapture: () => capture.close(),
    openVerification: (check) => open({ panel: 'verification', check }),
    openTickets: () => open({ panel: 'support', tab: 'tickets' }),
    attended: () => asked.set(null),
    // Whoever gives up leaves none of it on the screen.
    prepare: () => {
      const running = services();
      if (running?.identity.state.get().kind !== 'signed-out') return;
      running.prepare();
      bar.prepare();
    },
    quit: () => {
      const calls = services()?.phone.state.get().calls ?? [];
      if (calls.every(({ state }) => state === 'ended')) app.quit();
      else void confirmQuit(texts.quit).then((leave) => leave && app.quit());
    },
    show,
    followLink: (link) => {
      const running = services();
      if (running) void running.dialling.offers.offerLink(link);
      else show(fail('Link_NobodySignedIn').failure);
    },
  };
}
