// Electron's own default application is not in the registry's runtime; this one does
// what we need of it: it loads the folder that the command line names.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const given = process.argv.slice(1).find((arg) => !arg.startsWith('-'));

if (!given) {
  console.error('Usage: electron FOLDER [OPTIONS]');
  app.exit(1);
} else {
  const folder = resolve(given);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
  app.setVersion(manifest.version);
  app.setName(manifest.productName ?? manifest.name);
  app.setDesktopName(`${app.getName()}.desktop`);
  app.setAppPath(folder);
  try {
    // Awaited, so that `ready` is not sent before the application listens to it.
    await import(pathToFileURL(join(folder, manifest.main)).href);
  } catch (error) {
    console.error(error);
    app.exit(1);
  }
}
