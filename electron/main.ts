import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  app,
  type BrowserWindow,
  clipboard,
  Menu,
  net,
  powerMonitor,
  screen,
  session,
  shell,
} from 'electron';
import texts from '../resources/fr/shell.json' with { type: 'json' };
import { chooseConfiguration } from './choose-configuration.ts';
import { type Failure, fail } from './failures/index.ts';
import { createHandlers } from './handlers.ts';
import type { SessionState } from './identity/index.ts';
import { composeBoardView } from './ipc/compose-board-view.ts';
import { runView } from './ipc/compose-verification-view.ts';
import { composeBarView, composeStationView } from './ipc/compose-views.ts';
import type { WindowKind } from './ipc/door.ts';
import { Router } from './ipc/router.ts';
import type { DialPurpose, StationView } from './ipc/views.ts';
import { systemRoutes } from './prerequisites/adapters/proxies.ts';
import type { Services } from './services.ts';
import { readCommandLine } from './settings/command-line.ts';
import type { Configuration } from './settings/configuration.ts';
import { readPolicy } from './settings/configuration-policy.ts';
import { SettingsStore } from './settings/settings-store.ts';
import { Coalescer } from './shared/coalescer.ts';
import { Subject, type Unsubscribe } from './shared/listeners.ts';
import { declareAppScheme, isPageOf, serveApp } from './shell/app-protocol.ts';
import { BarWindow } from './shell/bar-window.ts';
import { BoardWindow } from './shell/board-window.ts';
import { confirmQuit } from './shell/confirm-quit.ts';
import { isForbiddenDebugging } from './shell/debugging.ts';
import { allowNoDisplay, desktop } from './shell/desktop.ts';
import { hardenPages } from './shell/hardening.ts';
import { openLog } from './shell/log.ts';
import { Notices } from './shell/notices.ts';
import { followNumberLinks } from './shell/number-links.ts';
import { askForFile } from './shell/open-file.ts';
import { ReportWindow } from './shell/report-window.ts';
import { chooseFile, writeChosen } from './shell/save-file.ts';
import { secretStorage } from './shell/secret-storage.ts';
import { growStation, openStationWindow } from './shell/station-window.ts';
import { systemKeys } from './shell/system-keys.ts';
import { createTray } from './shell/tray.ts';
import { capturePages } from './shell/window-pictures.ts';
import { keepZoom } from './shell/zoom.ts';
import { gatherTruth, type TruthSources, watchTruth } from './truth.ts';

/** Letting the phone go and signing out may take this long when the program quits. */
const quitDeadline = 4_000;
/** The services start without the first screen after this time; ms. */
const firstScreenDeadline = 3_000;
/** Between two views of the board: hundreds of phones may change at once; ms. */
const BOARD_INTERVAL = 200;

const built = (path: string) => join(import.meta.dirname, '..', path);
const icon = (file: string) => join(app.getAppPath(), 'resources/icons', file);

const commandLine = readCommandLine(process.argv.slice(1));
if (commandLine.userDataDirectory) app.setPath('userData', commandLine.userDataDirectory);
declareAppScheme();
app.enableSandbox();
if (isForbiddenDebugging()) app.exit(1);
else if (commandLine.check) void checkOnly();
else if (app.requestSingleInstanceLock()) void app.whenReady().then(run);
else app.quit();

/** `--check`: verifies the workstation and ends; no window, no sign-in, beside a program that may be running. */
async function checkOnly(): Promise<void> {
  const hasDesktop = allowNoDisplay();
  await app.whenReady();
  const { runCheckCommand } = await import('./check-command.ts');
  const { spawnCardUtility } = await import('./identity/card/index.ts');
  const status = await runCheckCommand(process.argv.slice(1), {
    folder: app.getPath('userData'),
    version: app.getVersion(),
    desktop: hasDesktop ? desktop : null,
    routeOf: systemRoutes((url) => session.defaultSession.resolveProxy(url)),
    spawnCard: () => spawnCardUtility(built('main/card.js')),
  });
  app.exit(status);
}

function run(): void {
  const log = openLog(join(app.getPath('userData'), 'logs'));
  process.on('uncaughtException', (error) => log.error('uncaught exception', error));
  process.on('unhandledRejection', (error) => log.error('unhandled rejection', error));

  const chosen = chooseConfiguration(commandLine.configFile, readPolicy());
  const notices = new Notices();
  const settings = new SettingsStore(app.getPath('userData'), (error) => {
    log.error('settings not saved', error);
    notices.tell(fail('Settings_NotSaved').failure);
  });
  if (settings.setAside) notices.tell(fail('Settings_SetAside', { file: settings.setAside }).failure);

  const zoom = keepZoom(() => settings.current.get().zoom);
  const barExpanded = new Subject(false);
  const dialPurpose = new Subject<DialPurpose>({ action: 'dial' });
  const asked = new Subject<StationView['asked']>(null);
  let sources: TruthSources = {
    configuration: chosen.ok ? chosen.value : unreadableSite,
    stopped: chosen.ok ? null : chosen.failure,
    settings,
    notices,
    barExpanded,
    dialPurpose,
    asked,
    services: null,
  };
  let station: BrowserWindow | null = null;

  Menu.setApplicationMenu(null);
  hardenPages((message) => log.warn(message));
  serveApp(built('renderer'));

  const onRestart = () => {
    log.warn('a page was started again');
    notices.tell(fail('Page_Restarted').failure);
  };
  const stationView = () => composeStationView(gatherTruth(sources));
  const barView = () => composeBarView(gatherTruth(sources));
  const boardView = () => composeBoardView(gatherTruth(sources));
  const router = new Router({
    handlers: createHandlers({
      stationView,
      barView,
      boardView,
      report: {
        view: () => reportWindow.sheet && runView(reportWindow.sheet),
        ready: () => reportWindow.ready(),
      },
      services: () => sources.services,
      settings,
      notices,
      openExternal: (url) => shell.openExternal(url),
      openFile: (wanted) => askForFile(station, wanted),
      saveFile: { choose: (file) => chooseFile(station, file), write: writeChosen },
      shell: {
        openStation,
        expandBar: (expanded) => barExpanded.set(expanded),
        openDial,
        fitDial: (height) => bar.fitDial(height),
        closeDial: () => bar.closeDial(),
        openBoard: () => board.open(),
        openVerification,
        attended: () => asked.set(null),
        prepare,
        quit,
      },
    }),
    isPageOf,
    report: (message, error) => log.error(message, error),
  });
  const bar = new BarWindow({
    preload: built('preload/bar.cjs'),
    dialPreload: built('preload/dial.cjs'),
    titles: { bar: texts.bar.title, dial: texts.dial.title },
    wishes: () => ({
      display: settings.current.get().barDisplay,
      collapsed: settings.current.get().barCollapsed,
      expanded: barExpanded.get(),
      zoom: settings.current.get().zoom,
    }),
    onRestart,
    onOpen: admit,
  });

  const board = new BoardWindow({
    preload: built('preload/board.cjs'),
    icon: icon('icon.png'),
    title: texts.board.title,
    before: () => settings.current.get().boardPlace,
    remember: (boardPlace) => settings.update({ boardPlace }),
    onRestart,
    onOpen: (window) => admit('board', window),
  });
  const reportWindow = new ReportWindow({
    preload: built('preload/report.cjs'),
    onOpen: (window) => admit('report', window),
  });
  const boardPublishing = new Coalescer(BOARD_INTERVAL, () => {
    if (board.window) router.publish(board.window.webContents, boardView());
  });

  function admit(kind: WindowKind, window: BrowserWindow): void {
    router.admit(kind, window.webContents);
    if (kind === 'dial') window.once('closed', () => sources.services?.dialling.offers.withdraw());
  }

  function openDial(purpose: DialPurpose): void {
    dialPurpose.set(purpose);
    bar.openDial();
  }

  function openVerification(check: string | null): void {
    asked.set({ panel: 'verification', check });
    openStation();
  }

  /** Tells what somebody just asked for in vain where it is seen. */
  function show(failure: Failure): void {
    notices.tell(failure);
    openStation();
  }

  /** A link to a number that the system hands over, to this program or to a second start of it. */
  function followLink(link: string): void {
    const { services } = sources;
    if (services) void services.dialling.offers.offerLink(link);
    else show(fail('Link_NobodySignedIn').failure);
  }

  function openStation(): BrowserWindow {
    if (station) {
      station.show();
      station.focus();
      return station;
    }
    const opened = openStationWindow({
      preload: built('preload/station.cjs'),
      icon: icon('icon.png'),
      title: texts.station.title,
      zoom: settings.current.get().zoom,
      onRestart,
      keepOnClose: () => !quitting && isWorking(),
    });
    station = opened;
    opened.once('closed', () => {
      station = null;
    });
    admit('station', opened);
    return opened;
  }

  /** While somebody works, the program stays in the tray with its bar. */
  function isWorking(): boolean {
    const session = sources.services?.identity.state.get().kind;
    return session === 'signed-in' || session === 'locked';
  }

  function quit(): void {
    const calls = sources.services?.phone.state.get().calls ?? [];
    if (calls.every(({ state }) => state === 'ended')) app.quit();
    else void confirmQuit(texts.quit).then((leave) => leave && app.quit());
  }

  /** The bar goes first: it is what an operator looks at when the telephone rings. */
  function publish(): void {
    const truth = gatherTruth(sources);
    const view = composeBarView(truth);
    for (const { webContents } of bar.windows) router.publish(webContents, view);
    if (station) router.publish(station.webContents, composeStationView(truth));
    if (board.window) boardPublishing.mark();
  }

  /** Somebody is at the PIN: what takes time is done while they type. Whoever gives up leaves none of it on the screen. */
  function prepare(): void {
    const { services } = sources;
    if (services?.identity.state.get().kind !== 'signed-out') return;
    services.prepare();
    bar.prepare();
  }

  let attended: SessionState['kind'] = 'signed-out';
  /**
   * The bar is on the screen with a phone, and ready out of sight from the moment when somebody signs in. One that was
   * prepared for a PIN goes with the card, or with the session; nothing else that changes takes it away.
   */
  function attendBar({ binding, card, identity, phone }: Services): void {
    const session = identity.state.get().kind;
    const isOver = session === 'signed-out' && attended !== session;
    attended = session;
    if (binding.state.get().kind === 'bound') {
      bar.show();
      return;
    }
    if (session !== 'signed-out') {
      bar.withdraw();
      phone.prepare();
      return;
    }
    board.close();
    barExpanded.set(false);
    // The phone may be let go after the session has ended: a bar that is still shown then goes with it.
    if (isOver || bar.page || card.state.get().kind !== 'card-present') bar.hide();
  }

  let unfollow: Unsubscribe = () => undefined;
  function follow(next: TruthSources): void {
    unfollow();
    sources = next;
    let before = { settings: settings.current.get(), expanded: barExpanded.get() };
    unfollow = watchTruth(sources, () => {
      const now = { settings: settings.current.get(), expanded: barExpanded.get() };
      if (now.settings !== before.settings || now.expanded !== before.expanded) bar.place();
      if (now.settings.zoom !== before.settings.zoom) {
        zoom.apply();
        if (station) growStation(station, now.settings.zoom);
      }
      before = now;
      if (sources.services) attendBar(sources.services);
      if (sources.services?.identity.state.get().kind === 'locked') bar.closeDial();
      publish();
    });
  }

  async function startServices(configuration: Configuration): Promise<void> {
    const { startServices: start } = await import('./services.ts');
    const services = await start({
      configuration,
      settings,
      entries: {
        card: built('main/card.js'),
        telephony: built('main/telephony.js'),
        board: built('main/board.js'),
        records: built('main/records.js'),
        lrm: built('main/lrm.js'),
        training: built('main/training.js'),
      },
      directory: join(app.getPath('userData'), 'people'),
      secretStorage,
      openBrowser: (url) => shell.openExternal(url),
      idleSeconds: () => powerMonitor.getSystemIdleTime(),
      tell: (failure) => notices.tell(failure),
      show,
      keys: systemKeys,
      copied: async () => clipboard.readText(),
      openDial: () => openDial({ action: 'dial' }),
      isOnline: () => net.isOnline(),
      verification: {
        folder: app.getPath('userData'),
        version: app.getVersion(),
        desktop,
        routeOf: systemRoutes((url) => session.defaultSession.resolveProxy(url)),
        printer: reportWindow,
        report: (message, error) => log.error(message, error),
      },
      captureWindows: () => capturePages({ bar: bar.page, station }),
      onTrainingEnd: () => notices.tell(fail('Training_NotAnswering').failure),
    });
    follow({ ...sources, services });
    publish();
  }

  let quitting = false;
  app.on('before-quit', (event) => {
    if (quitting) return;
    quitting = true;
    event.preventDefault();
    void farewell(sources.services, settings).finally(() => {
      bar.hide();
      app.quit();
    });
  });
  app.on('window-all-closed', () => {
    if (!isWorking()) app.quit();
  });
  app.on('second-instance', (_event, argv) => {
    const { link } = readCommandLine(argv.slice(1));
    if (link) followLink(link);
    else openStation();
  });
  app.on('open-url', (event, link) => {
    event.preventDefault();
    followLink(link);
  });
  screen.on('display-added', publish);
  screen.on('display-removed', publish);
  screen.on('display-metrics-changed', publish);

  follow(sources);
  // Until the first screen is painted, this thread serves its files and does nothing else; a page that never
  // paints does not hold the rest back.
  const firstScreen = once(openStation(), 'ready-to-show');
  void Promise.race([firstScreen, delay(firstScreenDeadline)]).then(() => {
    const tray = createTray({
      icon: icon('tray.png'),
      texts: texts.tray,
      onOpen: openStation,
      onVerify: () => {
        openVerification(null);
        void sources.services?.verification.run();
      },
      onQuit: quit,
    });
    app.once('quit', () => tray.destroy());
    if (!chosen.ok) return;
    const inTraining = chosen.value.environment === 'formation';
    if (chosen.value.environment === 'production') {
      followNumberLinks(chosen.value.dialling.telLinks !== 'off', commandLine.configFile);
    }
    if (commandLine.link) followLink(commandLine.link);
    startServices(chosen.value).catch((error: unknown) => {
      log.error('the services did not start', error);
      const { failure } = fail(inTraining ? 'Training_NotAnswering' : 'Services_NotStarted');
      follow({ ...sources, stopped: failure });
      publish();
    });
  });
}

/** What is shown of a site whose configuration cannot be read: never the colours of training. */
const unreadableSite: TruthSources['configuration'] = {
  environment: 'production',
  ...texts.stopped,
  helpdesk: { phone: texts.helpdeskPhone },
};

async function farewell(services: Services | null, settings: SettingsStore): Promise<void> {
  const deadline = new Promise<void>((resolve) => setTimeout(resolve, quitDeadline));
  await Promise.race([Promise.allSettled([services?.close(), settings.flush()]), deadline]);
}
