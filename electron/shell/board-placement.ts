import type { Display, Rectangle } from './bar-placement.ts';

/** Room for the bar above. */
const barHeight = 64;
const usual = { width: 1080, height: 760 };
export const smallestBoard = { width: 640, height: 480 };
/** What has to be on a display for a window to be found and moved. */
const grip = { width: 160, height: 32 };

/**
 * Where the board opens: where it was, if enough of its top edge is on a display that is there, made to fit that one;
 * else on the second display, where there is one, for the first has the regulation software.
 */
export function placeBoard(displays: readonly Display[], before: Rectangle | null): Rectangle {
  const home = before && displays.find(({ workArea }) => isFound(before, workArea));
  if (before && home) return fitted(before, home.workArea);
  const area = (displays[1] ?? displays[0])?.workArea ?? { x: 0, y: 0, width: 1280, height: 720 };
  const below = Math.min(barHeight, Math.round(area.height / 4));
  const width = Math.min(usual.width, area.width);
  const height = Math.min(usual.height, area.height - below);
  return { x: area.x + Math.round((area.width - width) / 2), y: area.y + below, width, height };
}

function isFound(window: Rectangle, area: Rectangle): boolean {
  const shownWidth = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
  const shownHeight = Math.min(window.y + grip.height, area.y + area.height) - Math.max(window.y, area.y);
  return shownWidth >= Math.min(grip.width, window.width) && shownHeight >= grip.height;
}

function fitted(window: Rectangle, area: Rectangle): Rectangle {
  const width = Math.min(Math.max(window.width, Math.min(smallestBoard.width, area.width)), area.width);
  const height = Math.min(Math.max(window.height, Math.min(smallestBoard.height, area.height)), area.height);
  return {
    x: Math.min(Math.max(window.x, area.x), area.x + area.width - width),
    y: Math.min(Math.max(window.y, area.y), area.y + area.height - height),
    width,
    height,
  };
}
