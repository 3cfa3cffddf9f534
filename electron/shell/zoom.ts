import { app, type WebContents, webContents } from 'electron';

/** Every page as large as the workstation's setting asks, from its first paint on. `apply` is for a setting that changed. */
export function keepZoom(wanted: () => number): { apply(): void } {
  const zoom = (contents: WebContents) => {
    if (!contents.isDestroyed()) contents.setZoomFactor(wanted());
  };
  app.on('web-contents-created', (_event, contents) => {
    contents.on('dom-ready', () => zoom(contents));
  });
  return {
    apply: () => {
      for (const contents of webContents.getAllWebContents()) zoom(contents);
    },
  };
}
