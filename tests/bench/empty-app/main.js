import { join } from 'node:path';
import { app, BrowserWindow } from 'electron';

// The least that Electron can be: what an application adds is measured over this.
void app.whenReady().then(() => new BrowserWindow().loadFile(join(import.meta.dirname, 'index.html')));
