import { callLogHandlers } from './call-log-handlers.ts';
import { dialHandlers } from './dial-handlers.ts';
import { directoryHandlers } from './directory-handlers.ts';
import { fail, ok, type Result } from './failures/index.ts';
import { followUpHandlers } from './follow-up-handlers.ts';
import { identityHandlers } from './identity-handlers.ts';
import type { WindowKind } from './ipc/door.ts';
import type { Handlers } from './ipc/router.ts';
import type { BarView, BoardView, DialPurpose, RunView, StationView } from './ipc/views.ts';
import type { Services } from './services.ts';
import type { SettingsStore } from './settings/settings-store.ts';
import { externalLink } from './shell/external-links.ts';
import type { Notices } from './shell/notices.ts';
import type { WantedFile } from './shell/save-file.ts';
import type { AgentState } from './telephony/agent/ports.ts';
import type { PhoneCommand } from './telephony/ports.ts';
import { verificationHandlers } from './verification-handlers.ts';

export interface HandlerOptions {
  readonly stationView: () => StationView;
  readonly barView: () => BarView;
  readonly boardView: () => BoardView;
  /** What is laid out on paper, and how its page says that it is. */
  readonly report: { readonly view: () => RunView | null; readonly ready: () => void };
  /** Null until the services run. */
  readonly services: () => Services | null;
  readonly settings: SettingsStore;
  readonly notices: Notices;
  readonly openExternal: (url: string) => Promise<void>;
  readonly saveFile: {
    /** Asks where to write a file: its path, or null when the person gave up. */
    readonly choose: (file: WantedFile) => Promise<string | null>;
    readonly write: (path: string, content: string | Buffer) => Promise<void>;
  };
  /** Asks for a file to read: its path, or null when the person gave up. */
  readonly openFile: (wanted: { title: string; filter: string; all: string }) => Promise<string | null>;
  readonly shell: {
    openStation(): void;
    expandBar(expanded: boolean): void;
    openDial(purpose: DialPurpose): void;
    /** The height that the number field needs, in CSS pixels. */
    fitDial(height: number): void;
    closeDial(): void;
    openBoard(): void;
    /** « Vérifier le poste », on one point. */
    openVerification(check: string): void;
    /** The station has opened what it was asked to. */
    attended(): void;
    /** Starts what somebody who signs in will soon need. */
    prepare(): void;
    quit(): void;
  };
}

type Acts = Promise<Result<undefined>>;

/** What each request of a page does. A handler finds its service and passes the request on, no more. */
export function createHandlers(options: HandlerOptions): { readonly [K in WindowKind]: Handlers<K> } {
  const { settings, notices, shell } = options;
  const withServices = async (act: (services: Services) => Acts | Promise<void> | void): Acts => {
    const services = options.services();
    if (!services) return fail('Request_NotYet');
    return (await act(services)) ?? ok();
  };
  /** What starts something new waits for the card; a call in progress does not. */
  const unlocked = (act: (services: Services) => Acts | Promise<void> | void): Acts =>
    withServices((services) =>
      services.identity.state.get().kind === 'locked'
        ? Promise.resolve(fail('Session_Locked'))
        : act(services),
    );
  const withTraining = (act: (training: NonNullable<Services['training']>) => Acts | Promise<void> | void) =>
    withServices((services) =>
      services.training ? act(services.training) : Promise.resolve(fail('Request_Refused')),
    );
  const done = (act: () => void): Result<undefined> => {
    act();
    return ok();
  };
  const command = (asked: PhoneCommand) => withServices((services) => services.command(asked));

  const setAgent = ({ state }: { readonly state: AgentState }) =>
    withServices(({ agent }) => agent?.set(state) ?? Promise.resolve(fail('Agent_NotOffered')));

  return {
    station: {
      'station.view': () => ok(options.stationView()),
      'station.prepare': () => done(() => shell.prepare()),
      'station.attended': () => done(() => shell.attended()),
      ...identityHandlers(options),
      ...callLogHandlers(options),
      ...directoryHandlers(options),
      ...verificationHandlers(options),
      ...followUpHandlers(options),
      'phone.command': command,
      'phone.bind': ({ number, deviceId }) => unlocked(({ binding }) => binding.bind(number, deviceId)),
      'phone.unbind': () => unlocked(({ binding }) => binding.unbind()),
      'outage.keepCapture': () =>
        withServices(({ outages }) => {
          const now = outages.watch.current.get();
          return outages.captures.keep(now?.kind === 'outage' ? now.cause : null);
        }),
      'outage.forgetCaptures': () => withServices(({ outages }) => outages.captures.forget()),
      'settings.placeBar': ({ displayId }) => done(() => settings.update({ barDisplay: displayId })),
      'settings.zoom': ({ factor }) => done(() => settings.update({ zoom: factor })),
      'settings.collapseBar': ({ collapsed }) => done(() => settings.update({ barCollapsed: collapsed })),
      'settings.setShortcut': ({ action, keys }) =>
        withServices(async ({ dialling }) => dialling.shortcuts.choose(action, keys)),
      'settings.resetShortcuts': () => withServices(({ dialling }) => dialling.shortcuts.reset()),
      'station.openBoard': () => withServices(() => shell.openBoard()),
      'notice.dismiss': ({ id }) => done(() => notices.dismiss(id)),
      'app.quit': () => done(() => shell.quit()),
      'link.open': async ({ url }) => {
        const link = externalLink(url);
        if (!link) return fail('Request_UnknownLink');
        await options.openExternal(link);
        return ok();
      },
      'training.insertCard': ({ cardId }) => withTraining((training) => training.insertCard(cardId)),
      'training.removeCard': () => withTraining((training) => training.removeCard()),
      'training.damageCard': ({ damage }) => withTraining((training) => training.damageCard(damage)),
      'training.followLink': ({ messageId }) => withTraining((training) => training.followLink(messageId)),
      'training.answerEcps': ({ requestId, accept }) =>
        withTraining((training) => training.answerEcps(requestId, accept)),
      'training.breakPortal': ({ broken }) => withTraining((training) => training.breakPortal(broken)),
      'training.call': ({ callerId }) => withTraining((training) => training.call(callerId)),
      'training.exercise': (exercise) => withTraining((training) => training.exercise(exercise)),
    },
    bar: {
      'bar.view': () => ok(options.barView()),
      'bar.collapse': ({ collapsed }) => done(() => settings.update({ barCollapsed: collapsed })),
      'bar.expand': ({ expanded }) => done(() => shell.expandBar(expanded)),
      'bar.openStation': () => done(() => shell.openStation()),
      'bar.openVerification': ({ id }) => done(() => shell.openVerification(id)),
      'bar.dismissRefusal': () => withServices(({ dialling }) => dialling.refusal.clear()),
      'lrm.showFile': ({ callId }) =>
        unlocked(async ({ lrm }) => (lrm ? lrm.showFile(callId) : fail('Lrm_NoReceiver'))),
      'bar.openBoard': () => withServices(() => shell.openBoard()),
      'agent.set': setAgent,
      'bar.openDial': (purpose) => unlocked(() => shell.openDial(purpose)),
      'phone.command': command,
    },
    dial: dialHandlers({ ...options, command }),
    board: {
      'board.view': () => ok(options.boardView()),
      'phone.command': command,
      'agent.set': setAgent,
    },
    report: {
      'report.view': () => {
        const view = options.report.view();
        return view ? ok(view) : fail('Request_Refused');
      },
      'report.ready': () => done(options.report.ready),
    },
  };
}
