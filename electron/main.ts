import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { app, BrowserWindow, clipboard, Menu, net, powerMonitor, screen, session, shell } from 'electron';
import texts from '../resources/fr/shell.json' with { type: 'json' };
import { barAttendant } from './bar-attendant.ts';
import { captureScreen } from './capture-screen.ts';
import { chooseConfiguration } from './choose-configuration.ts';
import { fail } from './failures/index.ts';
import { followTruth } from './follow-truth.ts';
import { createHandlers } from './handlers/create-handlers.ts';
import { isWorking } from './identity/session.ts';
import { runView } from './ipc/compose-verification-view.ts';
import type { WindowKind } from './ipc/door.ts';
import type { DialPurpose } from './ipc/rooms/dial.ts';
import type { StationView } from './ipc/rooms/station.ts';
import { Router } from './ipc/router.ts';
import { live } from './life.ts';
import { systemRoutes } from './prerequisites/adapters/proxies.ts';
import { Publishing, viewsOf } from './publishing.ts';
import { readCommandLine } from './settings/command-line.ts';
import type { Configuration } from './settings/configuration.ts';
import { readPolicy } from './settings/configuration-policy.ts';
import { SettingsStore } from './settings/settings-store.ts';
import { Subject, type Unsubscribe } from './shared/listeners.ts';
import { spawnUtility } from './shared/spawn-utility.ts';
import { declareAppScheme, isPageOf, serveApp } from './shell/app-protocol.ts';
import { isForbiddenDebugging } from './shell/debugging.ts';
import { allowNoDisplay, desktop } from './shell/desktop.ts';
import { hardenPages } from './shell/hardening.ts';
import { openLog } from './shell/log.ts';
import { Notices } from './shell/notices.ts';
import { followNumberLinks } from './shell/number-links.ts';
import { askForFile } from './shell/open-file.ts';
import { chooseFile, writeChosen } from './shell/save-file.ts';
import { screenCapture } from './shell/screen-capture.ts';
import { secretStorage } from './shell/secret-storage.ts';
import { systemKeys } from './shell/system-keys.ts';
import { createTray } from './shell/tray.ts';
import { capturePages } from './shell/window-pictures.ts';
import { keepZoom } from './shell/zoom.ts';
import type { TruthSources } from './truth.ts';
import { windowActs } from './window-acts.ts';
import { createWindows } from './windows.ts';

/** The services start without the first screen after this time; ms. */
const FIRST_SCREEN_DEADLINE = 3_000;

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
  const { runCheckCommand } = await import('./commands/check-command.ts');
  const status = await runCheckCommand(process.argv.slice(1), {
    folder: app.getPath('userData'),
    version: app.getVersion(),
    desktop: hasDesktop ? desktop : null,
    routeOf: systemRoutes((url) => session.defaultSession.resolveProxy(url)),
    spawnCard: () => spawnUtility(built('main/card.js'), 'card'),
  });
  app.exit(status);
}

function run(): void {
  const log = openLog(join(app.getPath('userData'), 'logs'));
  process.on('uncaughtException', (error) => log.error('uncaught exception', error));
  process.on('unhandledRejection', (error) => log.error('unhandled rejection', error));
  const report = (message: string, error?: unknown) => log.error(message, error);

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
  const services = () => sources.services;
  /** While somebody works, the program stays in the tray with its bar. */
  const somebodyWorks = () => {
    const state = services()?.identity.state.get();
    return state !== undefined && isWorking(state);
  };

  Menu.setApplicationMenu(null);
  hardenPages((message) => log.warn(message));
  serveApp(built('renderer'));

  const windows = createWindows({
    built,
    icon,
    settings,
    barExpanded,
    onOpen: admit,
    onRestart: () => {
      log.warn('a page was started again');
      notices.tell(fail('Page_Restarted').failure);
    },
    keepStationOnClose: () => !life.isQuitting() && somebodyWorks(),
    onCaptureClosed: () => void services()?.screenshots.desk.cancel(),
  });
  const { station, bar, board } = windows;
  const acts = windowActs({ windows, services, notices, barExpanded, dialPurpose, asked });
  const router = new Router({
    handlers: createHandlers({
      ...viewsOf(() => sources),
      report: {
        view: () => windows.report.sheet && runView(windows.report.sheet),
        ready: () => windows.report.ready(),
      },
      services,
      settings,
      notices,
      openExternal: (url) => shell.openExternal(url),
      openFile: (wanted) => askForFile(BrowserWindow.getFocusedWindow() ?? station.window, wanted),
      saveFile: { choose: (file) => chooseFile(station.window, file), write: writeChosen },
      shell: acts,
    }),
    isPageOf,
    beforeAnswer: (kind) => publishing.flush(kind),
    report,
  });
  const publishing = new Publishing({ router, windows, sources: () => sources });

  function admit(kind: WindowKind, window: BrowserWindow): void {
    router.admit(kind, window.webContents);
    if (kind === 'dial') window.once('closed', () => services()?.dialling.offers.withdraw());
  }

  const attendBar = barAttendant({ bar, board, expanded: barExpanded });
  let unfollow: Unsubscribe = () => undefined;
  function follow(next: TruthSources): void {
    unfollow();
    sources = next;
    unfollow = followTruth(sources, { windows, publishing, zoom, attendBar });
  }

  async function startServices(configuration: Configuration): Promise<void> {
    const { startServices: start } = await import('./services/start-services.ts');
    const started = await start({
      configuration,
      settings,
      entries: {
        card: built('main/card.js'),
        telephony: built('main/telephony.js'),
        board: built('main/board.js'),
        records: built('main/records.js'),
        lrm: built('main/lrm.js'),
        support: built('main/support.js'),
        ocr: built('main/ocr.js'),
        training: built('main/training.js'),
      },
      directory: join(app.getPath('userData'), 'people'),
      secretStorage,
      openBrowser: (url) => shell.openExternal(url),
      idleSeconds: () => powerMonitor.getSystemIdleTime(),
      tell: (failure) => notices.tell(failure),
      show: acts.show,
      report: (message, error) => log.error(message, error),
      keys: systemKeys,
      copied: async () => clipboard.readText(),
      openDial: () => acts.openDial({ action: 'dial' }),
      isOnline: () => net.isOnline(),
      verification: {
        folder: app.getPath('userData'),
        version: app.getVersion(),
        desktop,
        routeOf: systemRoutes((url) => session.defaultSession.resolveProxy(url)),
        printer: windows.report,
        report,
      },
      screen: screenCapture,
      captureScreen: () => {
        const screenshots = services()?.screenshots;
        if (screenshots) void captureScreen(screenshots, acts.openCapture);
      },
      captureWindows: () => capturePages({ bar: bar.page, station: station.window }),
      onTrainingEnd: () => notices.tell(fail('Training_NotAnswering').failure),
    });
    follow({ ...sources, services: started });
    publishing.all();
  }

  const life = live({
    isWorking: somebodyWorks,
    farewell: () => Promise.allSettled([services()?.close(), settings.flush()]),
    onEnd: () => bar.hide(),
    openStation: acts.openStation,
    followLink: acts.followLink,
  });
  screen.on('display-added', () => publishing.all());
  screen.on('display-removed', () => publishing.all());
  screen.on('display-metrics-changed', () => publishing.all());

  follow(sources);
  // Until the first screen is painted, this thread serves its files and does nothing else; a page that never
  // paints does not hold the rest back.
  const firstScreen = once(station.open(), 'ready-to-show');
  void Promise.race([firstScreen, delay(FIRST_SCREEN_DEADLINE)]).then(() => {
    const tray = createTray({
      icon: icon('tray.png'),
      texts: texts.tray,
      onOpen: acts.openStation,
      onCapture: acts.openCapture,
      onVerify: () => {
        acts.openVerification(null);
        void services()?.verification.run();
      },
      onQuit: acts.quit,
    });
    app.once('quit', () => tray.destroy());
    if (!chosen.ok) return;
    const inTraining = chosen.value.environment === 'formation';
    if (chosen.value.environment === 'production') {
      followNumberLinks(chosen.value.dialling.telLinks !== 'off', commandLine.configFile);
    }
    if (commandLine.link) acts.followLink(commandLine.link);
    startServices(chosen.value).catch((error: unknown) => {
      log.error('the services did not start', error);
      const { failure } = fail(inTraining ? 'Training_NotAnswering' : 'Services_NotStarted');
      follow({ ...sources, stopped: failure });
      publishing.all();
    });
  });
}

/** What is shown of a site whose configuration cannot be read: never the colours of training. */
const unreadableSite: TruthSources['configuration'] = {
  environment: 'production',
  ...texts.stopped,
  helpdesk: { phone: texts.helpdeskPhone },
};
