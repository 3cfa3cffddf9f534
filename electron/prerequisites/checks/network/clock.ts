import texts from '../../../../resources/fr/prerequisites/checks.json' with { type: 'json' };
import { authorityOf } from '../../../shared/authority-file.ts';
import { beginTls, openConnection } from '../../adapters/connect.ts';
import { askHttpDate, askTimeServer, type ClockOffset } from '../../adapters/time.ts';
import type { RouteOf } from '../../ports.ts';
import { type Check, failure, notApplicable, ok, warning } from '../../rules/check.ts';
import { fillIn } from '../../rules/findings.ts';
import { atMost, number } from '../../rules/judge.ts';
import type { Target } from '../../rules/targets.ts';
import { routeTo } from './server.ts';

export interface ClockOptions {
  /** SNTP, or null. */
  readonly timeServer: string | null;
  readonly targets: readonly Target[];
  readonly routeOf: RouteOf;
  readonly limits: readonly [number, number];
}

/**
 * How far this clock is off, by the time server or by the first HTTP server that tells its own. Certificates are not
 * looked at for it: a clock that is off would make them all look wrong.
 */
export function clockCheck({ timeServer, targets, routeOf, limits }: ClockOptions): Check {
  return {
    id: 'network.clock',
    group: 'network',
    title: texts.clock,
    needs: [],
    deadline: 5_000,
    cheap: true,
    run: async (signal) => {
      const ways = [
        ...(timeServer ? [askTimeServer(timeServer, signal)] : []),
        ...targets
          .filter(({ url }) => /^https?:/.test(url))
          .map((target) => askServer(target, routeOf, signal)),
      ];
      const found = await Promise.any(ways).catch(() => null);
      if (!found) return notApplicable(ways.length === 0 ? 'Clock_NoServer' : 'Clock_NotTold');
      // What the way of asking may account for is no fault of the clock.
      const seconds = Math.max(0, Math.abs(found.offset) - found.uncertainty) / 1_000;
      const measurement = {
        measured: describe(found),
        expected: fillIn(texts.expected.clock, { count: number(limits[0]) }),
        figures: { offsetS: found.offset / 1_000, uncertaintyS: found.uncertainty / 1_000 },
      };
      const verdict = atMost(seconds, limits);
      if (verdict === 'ok') return ok(measurement);
      const values = { offset: measurement.measured };
      return verdict === 'warning'
        ? warning('Clock_Drifting', values, measurement)
        : failure('Clock_Wrong', values, measurement);
    },
  };
}

async function askServer(target: Target, routeOf: RouteOf, signal: AbortSignal): Promise<ClockOffset> {
  const socket = await openConnection(target, await routeTo(target, routeOf), signal);
  try {
    const { host } = target;
    const asked = target.secure ? await beginTls(socket, host, authorityOf(target), signal) : socket;
    const offset = await askHttpDate(asked, host, signal);
    if (!offset) throw new Error('the answer has no date');
    return offset;
  } finally {
    socket.destroy();
  }
}

function describe({ offset }: ClockOffset): string {
  const seconds = Math.abs(offset) / 1_000;
  if (seconds < 1) return texts.clockRight;
  const text = offset > 0 ? texts.clockAhead : texts.clockBehind;
  if (seconds < 120) return fillIn(text, { duration: `${number(seconds)} s` });
  if (seconds < 7_200) return fillIn(text, { duration: `${number(seconds / 60)} min` });
  if (seconds < 172_800) return fillIn(text, { duration: `${number(seconds / 3_600)} h` });
  return fillIn(text, { duration: fillIn(texts.days, { count: number(seconds / 86_400) }) });
}
