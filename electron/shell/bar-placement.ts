/** Pixels of the desktop, independent of scale (DIP). */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Display {
  readonly id: number;
  readonly workArea: Rectangle;
}

export const barHeight = 64;
const collapsedWidth = 320;
const dialWidth = 460;
const dialHeight = 120;
const station = { width: 960, height: 760, margin: 48 };

/** The display asked for while it is there, else the primary one: the first of the list. */
export function displayOf(displays: readonly Display[], wanted: number | null): Display | null {
  return displays.find((display) => display.id === wanted) ?? displays[0] ?? null;
}

/** Where the bar goes: along the top edge of the work area, or its right corner when collapsed. */
export function placeBar(area: Rectangle, collapsed: boolean): Rectangle {
  const width = collapsed ? Math.min(collapsedWidth, area.width) : area.width;
  return { x: area.x + area.width - width, y: area.y, width, height: Math.min(barHeight, area.height) };
}

/** Where the number field goes: just below the bar, centred, inside the work area. */
export function placeDial(area: Rectangle): Rectangle {
  const width = Math.min(dialWidth, area.width);
  const y = area.y + Math.min(barHeight, Math.max(0, area.height - barHeight));
  return { x: area.x + Math.round((area.width - width) / 2), y, width, height: dialHeight };
}

/** Where the station opens: in the middle, its title bar below the bar. */
export function placeStation(area: Rectangle): Rectangle {
  const top = Math.min(barHeight + station.margin, Math.round(area.height / 4));
  const width = Math.min(station.width, area.width);
  const height = Math.min(station.height, area.height - top);
  return { x: area.x + Math.round((area.width - width) / 2), y: area.y + top, width, height };
}
