import { readdirSync, readFileSync } from 'node:fs';

const KIBIBYTES_IN_MEBIBYTE = 1_024;

export interface ProcessMemory {
  /** What Chromium calls it: `zygote`, `gpu-process`, `renderer`, `utility`, or `main`. */
  readonly type: string;
  readonly pid: number;
  /** Proportional set size in MiB: memory shared by n processes counts 1/n in each. */
  readonly pss: number;
  /** The part of it that is no file: what a program allocates. */
  readonly anonymous: number;
}

/** Of a process and all that descend from it (`smaps_rollup`, Linux 4.14); their own user or root may ask. */
export function memoryOf(pid: number): readonly ProcessMemory[] {
  const children = childrenByParent();
  const family = (parent: number): readonly number[] => [
    parent,
    ...(children.get(parent) ?? []).flatMap(family),
  ];
  return family(pid).map(weightOf);
}

function childrenByParent(): ReadonlyMap<number, readonly number[]> {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = parentOf(name);
    if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  return children;
}

function parentOf(pid: string): number | null {
  try {
    // The name, in brackets, may hold anything; the state and the parent follow it.
    const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? '';
    return Number(afterName.split(' ')[1]);
  } catch {
    // It has just ended.
    return null;
  }
}

function weightOf(pid: number): ProcessMemory {
  const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const part = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(rollup)?.[1]) / KIBIBYTES_IN_MEBIBYTE;
  return {
    type: /--type=([\w-]+)/.exec(commandLine)?.[1] ?? 'main',
    pid,
    pss: part('Pss'),
    anonymous: part('Pss_Anon'),
  };
}
