import { type Box, boxBetween, right, type Size } from './box.ts';

export interface Components {
  /** As high as a line of text at most. */
  readonly lines: Box[];
  /** The squares that taller ones touch: pictures, frames, letters as high as a poster's. */
  readonly tall: Box[];
}

/** Letters of a word are never further apart, in any size that is read; in pixels. */
const JOIN = 5;
/** Taller than any line of text that could be a label, in pixels. */
const TALLEST_LINE = 90;
/** The side of the squares that hide what is tall: a frame must not hide what it frames. In pixels. */
const BLOCK = 16;

/** What hangs together in marks: `JOIN` apart on a row at most, and one row apart. */
export function componentsOf(marks: Uint8Array, { width, height }: Size): Components {
  const forest = new RunForest();
  let above: number[] = [];
  let twoAbove: number[] = [];
  for (let y = 0; y < height; y++) {
    const runs = runsOf(marks.subarray(y * width, (y + 1) * width), y, forest);
    forest.link(runs, above);
    forest.link(runs, twoAbove);
    twoAbove = above;
    above = runs;
  }
  return forest.components();
}

function runsOf(row: Uint8Array, y: number, forest: RunForest): number[] {
  const runs: number[] = [];
  let start = row.indexOf(1);
  while (start !== -1) {
    let last = start;
    for (let next = start + 1; next < row.length && next - last <= JOIN + 1; next++) {
      if (row[next] === 1) last = next;
    }
    runs.push(forest.add({ left: start, end: last + 1, y }));
    start = row.indexOf(1, last + 1);
  }
  return runs;
}

interface Run {
  readonly left: number;
  readonly end: number;
  readonly y: number;
}

/** Runs of marked pixels, and which of them hang together. */
class RunForest {
  readonly #runs: Run[] = [];
  readonly #parent: number[] = [];

  add(run: Run): number {
    this.#runs.push(run);
    return this.#parent.push(this.#parent.length) - 1;
  }

  /** Both lists from left to right. */
  link(runs: readonly number[], others: readonly number[]): void {
    let first = 0;
    for (const id of runs) {
      const run = this.#runs[id];
      if (!run) continue;
      for (let at = first; at < others.length; at++) {
        const other = others[at] ?? 0;
        const { left, end } = this.#runs[other] ?? run;
        if (left > run.end) break;
        if (end < run.left) first = at + 1;
        else this.#join(id, other);
      }
    }
  }

  components(): Components {
    const groups = new Map<number, Run[]>();
    this.#runs.forEach((run, id) => {
      const root = this.#root(id);
      const group = groups.get(root);
      if (group) group.push(run);
      else groups.set(root, [run]);
    });
    const components: Components = { lines: [], tall: [] };
    for (const runs of groups.values()) {
      const box = boxOf(runs);
      if (box.height <= TALLEST_LINE) components.lines.push(box);
      else components.tall.push(...blocksOf(runs));
    }
    return components;
  }

  #root(id: number): number {
    let at = id;
    for (let up = this.#parent[at] ?? at; up !== at; up = this.#parent[at] ?? at) {
      // Each step shortens the way for the next who goes it.
      this.#parent[at] = this.#parent[up] ?? up;
      at = up;
    }
    return at;
  }

  #join(a: number, b: number): void {
    const [one, other] = [this.#root(a), this.#root(b)];
    this.#parent[Math.max(one, other)] = Math.min(one, other);
  }
}

function boxOf(runs: readonly Run[]): Box {
  let [left, top, end, bottom] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0, 0];
  for (const run of runs) {
    left = Math.min(left, run.left);
    end = Math.max(end, run.end);
    top = Math.min(top, run.y);
    bottom = Math.max(bottom, run.y + 1);
  }
  return boxBetween(left, top, end, bottom);
}

/** Rows of squares that the runs touch; neighbours, and those with at most two squares between, are one box. */
function blocksOf(runs: readonly Run[]): Box[] {
  const rows = new Map<number, Set<number>>();
  for (const { left, end, y } of runs) {
    const row = Math.floor(y / BLOCK);
    const columns = rows.get(row) ?? new Set<number>();
    rows.set(row, columns);
    for (let column = Math.floor(left / BLOCK); column <= Math.floor((end - 1) / BLOCK); column++)
      columns.add(column);
  }
  return [...rows].flatMap(([row, columns]) => {
    const boxes: Box[] = [];
    for (const column of [...columns].sort((a, b) => a - b)) {
      const last = boxes.at(-1);
      const left = column * BLOCK;
      const joins = last !== undefined && left - right(last) <= 2 * BLOCK;
      const box = {
        x: joins ? last.x : left,
        y: row * BLOCK,
        width: left + BLOCK - (joins ? last.x : left),
        height: BLOCK,
      };
      if (joins) boxes[boxes.length - 1] = box;
      else boxes.push(box);
    }
    return boxes;
  });
}
