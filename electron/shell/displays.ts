import { type Display, screen } from 'electron';
import texts from '../../resources/fr/shell.json' with { type: 'json' };
import type { DisplayView } from '../ipc/rooms/settings.ts';

/** The displays that are there now, the primary one first, then from left to right. */
export function displaysPrimaryFirst(): readonly Display[] {
  const primary = screen.getPrimaryDisplay().id;
  const rank = (display: Display) => (display.id === primary ? -1 : 0);
  return screen.getAllDisplays().sort((a, b) => rank(a) - rank(b) || a.bounds.x - b.bounds.x);
}

/** The same as a person reads them: « Écran 1 (1920 × 1080) ». */
export function displayViews(): readonly DisplayView[] {
  return displaysPrimaryFirst().map((display, index) => ({
    id: display.id,
    label: texts.display
      .replace('{index}', String(index + 1))
      .replace('{width}', String(display.size.width))
      .replace('{height}', String(display.size.height)),
    primary: index === 0,
  }));
}
