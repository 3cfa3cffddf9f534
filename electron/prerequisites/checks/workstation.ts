import texts from '../../../resources/fr/prerequisites/checks.json' with { type: 'json' };
import type { Thresholds } from '../../settings/configuration.ts';
import type { Desktop, Machine } from '../ports.ts';
import { type Check, failure, notApplicable, ok, warning } from '../rules/check.ts';
import { fillIn } from '../rules/findings.ts';
import { atLeast, number } from '../rules/judge.ts';

const GIGA = 1e9;

export interface WorkstationOptions {
  readonly machine: Machine;
  readonly desktop: Desktop | null;
  readonly thresholds: Thresholds;
  /** Where the program writes. */
  readonly folder: string;
}

/** The machine itself: system, memory, disk, screen, and what keeps its clock. */
export function workstationChecks({
  machine,
  desktop,
  thresholds,
  folder,
}: WorkstationOptions): readonly Check[] {
  const common = { group: 'workstation', needs: [], deadline: 4_000 } as const;
  return [
    {
      ...common,
      id: 'workstation.system',
      title: texts.system,
      cheap: false,
      run: async () => {
        const { name, support } = await machine.system();
        const measurement = { measured: name, expected: texts.expected.system };
        if (support === 'over') return failure('System_Unsupported', { name }, measurement);
        if (support === 'ending') return warning('System_Ending', { name }, measurement);
        return ok(measurement);
      },
    },
    {
      ...common,
      id: 'workstation.memory',
      title: texts.memory,
      cheap: false,
      run: async () => {
        const size = machine.memory() / GIGA;
        const [good, least] = thresholds.memory;
        const measurement = {
          measured: fillIn(texts.gigabytes, { size: number(size, 1) }),
          expected: fillIn(texts.expected.atLeastGigabytes, { size: number(good) }),
          figures: { memoryGb: size },
        };
        const verdict = atLeast(size, [good, least]);
        if (verdict === 'ok') return ok(measurement);
        const values = { size: number(size, 1), good: number(good), least: number(least) };
        return verdict === 'warning'
          ? warning('Memory_Short', values, measurement)
          : failure('Memory_TooSmall', values, measurement);
      },
    },
    {
      ...common,
      id: 'workstation.disk',
      title: texts.disk,
      cheap: true,
      run: async () => {
        const free = (await machine.freeSpace(folder)) / GIGA;
        const [good] = thresholds.disk;
        const measurement = {
          measured: fillIn(texts.gigabytesFree, { size: number(free, 2) }),
          expected: fillIn(texts.expected.atLeastGigabytes, { size: number(good, 2) }),
          figures: { freeGb: free },
        };
        const verdict = atLeast(free, thresholds.disk);
        if (verdict === 'ok') return ok(measurement);
        const values = { size: number(free, 2), good: number(good, 2) };
        return verdict === 'warning'
          ? warning('Disk_AlmostFull', values, measurement)
          : failure('Disk_Full', values, measurement);
      },
    },
    {
      ...common,
      id: 'workstation.screen',
      title: texts.screen,
      cheap: true,
      run: async () =>
        desktop ? judgeScreens(desktop.screens(), thresholds) : notApplicable('Desktop_None'),
    },
    {
      ...common,
      id: 'workstation.time-service',
      title: texts.timeService,
      cheap: false,
      run: async (signal) => {
        const synchronises = await machine.synchronisesClock(signal);
        if (synchronises === null) return notApplicable('TimeService_Unknown');
        return synchronises ? ok({ measured: texts.timeServiceOn }) : warning('TimeService_Off');
      },
    },
  ];
}

function judgeScreens(
  screens: readonly { readonly width: number; readonly height: number }[],
  { screen, smallScreen }: Thresholds,
) {
  const fits = ([width, height]: readonly [number, number]) =>
    screens.some((one) => one.width >= width && one.height >= height);
  const size = ({ width, height }: { width: number; height: number }) => `${width} × ${height}`;
  const measurement = {
    measured: screens.map(size).join(', '),
    expected: fillIn(texts.expected.screen, { size: size({ width: screen[0], height: screen[1] }) }),
  };
  if (screens.length === 0) return notApplicable('Desktop_None');
  if (fits(screen)) return ok(measurement);
  const values = { size: measurement.measured, good: size({ width: screen[0], height: screen[1] }) };
  return fits(smallScreen)
    ? warning('Screen_Small', values, measurement)
    : failure('Screen_TooSmall', values, measurement);
}
