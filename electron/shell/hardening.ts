import { app, type Session, session, type WebContents } from 'electron';

/**
 * Pages show what main gives them and reach nothing else: no navigation, no new window, no permission, no
 * download, no network. Main's own requests are not concerned.
 */
export function hardenPages(report: (message: string) => void): void {
  app.on('web-contents-created', (_event, contents) => hardenContents(contents, report));
  hardenSession(session.defaultSession, report);
}

function hardenContents(contents: WebContents, report: (message: string) => void): void {
  contents.on('will-navigate', (event) => {
    event.preventDefault();
    report('navigation refused');
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => {
    report('new window refused');
    return { action: 'deny' };
  });
}

function hardenSession(pages: Session, report: (message: string) => void): void {
  pages.setPermissionRequestHandler((_contents, permission, decide) => {
    report(`permission refused: ${permission}`);
    decide(false);
  });
  pages.setPermissionCheckHandler(() => false);
  pages.setDevicePermissionHandler(() => false);
  pages.setDisplayMediaRequestHandler(null);
  pages.on('will-download', (event) => event.preventDefault());
  pages.webRequest.onBeforeRequest((details, decide) => {
    const fromPage = details.webContentsId !== undefined;
    decide({ cancel: fromPage && !/^(app|devtools):/.test(details.url) });
  });
}
