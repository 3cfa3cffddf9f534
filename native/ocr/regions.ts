import { type Box, boxBetween } from '../../electron/redaction/rules/box.ts';

/** A pixel of the map counts as text from here on; lower than where the model's authors put it: too much is hidden, not too little. */
const TEXT = 0.25;
/** The model marks the core of a line: its box grows by this share of its area over its perimeter. */
const UNCLIP = 1.6;

/** The boxes of what hangs together in a detector's map, as wide as the text around its core. */
export function regionsOf(map: Float32Array, width: number, height: number): Box[] {
  const seen = new Uint8Array(map.length);
  const boxes: Box[] = [];
  const stack: number[] = [];
  for (let start = 0; start < map.length; start++) {
    if (seen[start] === 1 || (map[start] ?? 0) < TEXT) continue;
    let [left, top, right, bottom] = [width, height, 0, 0];
    seen[start] = 1;
    stack.push(start);
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const x = at % width;
      const y = (at - x) / width;
      left = Math.min(left, x);
      right = Math.max(right, x + 1);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y + 1);
      const next = [x > 0 ? at - 1 : -1, x + 1 < width ? at + 1 : -1, at - width, at + width];
      for (const other of next) {
        if (other < 0 || other >= map.length || seen[other] === 1 || (map[other] ?? 0) < TEXT) continue;
        seen[other] = 1;
        stack.push(other);
      }
    }
    boxes.push(unclipped(boxBetween(left, top, right, bottom)));
  }
  return boxes;
}

function unclipped(box: Box): Box {
  const by = Math.ceil((box.width * box.height * UNCLIP) / (2 * (box.width + box.height)));
  return boxBetween(box.x - by, box.y - by, box.x + box.width + by, box.y + box.height + by);
}
