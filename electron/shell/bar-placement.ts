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

/** How the bar is shown. */
export interface BarLook {
  /** As a small handle. */
  readonly collapsed: boolean;
  /** With the row of the secondary commands. */
  readonly expanded: boolean;
  /** How much larger than drawn, 1 and more. */
  readonly zoom: number;
}

/** Heights of the bar and of its second row, in CSS pixels, by the width it has; bar.css breaks its rows at the same. */
const layouts = [
  { from: 1200, bar: 64, second: 60 },
  { from: 850, bar: 124, second: 96 },
  { from: 0, bar: 184, second: 140 },
] as const;
const handle = { width: 320, height: 64 };
const dial = { width: 520, height: 136 };
const station = { width: 960, height: 760, margin: 48 };

/** The display asked for while it is there, else the primary one: the first of the list. */
export function displayOf(displays: readonly Display[], wanted: number | null): Display | null {
  return displays.find((display) => display.id === wanted) ?? displays[0] ?? null;
}

/** Where the bar goes: along the top edge of the work area, or its right corner when collapsed. */
export function placeBar(area: Rectangle, look: BarLook): Rectangle {
  const { collapsed, zoom } = look;
  const width = collapsed ? Math.min(Math.round(handle.width * zoom), area.width) : area.width;
  return { x: area.x + area.width - width, y: area.y, width, height: barHeight(area, look) };
}

/** Where the number field goes: just below the bar, centred, inside the work area; `height` in CSS pixels. */
export function placeDial(area: Rectangle, look: BarLook, height: number = dial.height): Rectangle {
  const wanted = Math.min(Math.round(height * look.zoom), area.height);
  const width = Math.min(Math.round(dial.width * look.zoom), area.width);
  const below = Math.min(barHeight(area, look), area.height - wanted);
  return { x: area.x + Math.round((area.width - width) / 2), y: area.y + below, width, height: wanted };
}

/** Where the station opens: in the middle, its title bar below the bar. */
export function placeStation(area: Rectangle, zoom = 1): Rectangle {
  const closed = { collapsed: false, expanded: false, zoom };
  const top = Math.min(barHeight(area, closed) + station.margin, Math.round(area.height / 4));
  const width = Math.min(Math.round(station.width * zoom), area.width);
  const height = Math.min(Math.round(station.height * zoom), area.height - top);
  return { x: area.x + Math.round((area.width - width) / 2), y: area.y + top, width, height };
}

function barHeight(area: Rectangle, { collapsed, expanded, zoom }: BarLook): number {
  const layout = layouts.find(({ from }) => area.width / zoom >= from) ?? layouts[2];
  const drawn = collapsed ? handle.height : layout.bar + (expanded ? layout.second : 0);
  return Math.min(Math.round(drawn * zoom), area.height);
}
