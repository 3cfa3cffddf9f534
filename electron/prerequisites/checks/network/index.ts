import names from '../../../../resources/fr/prerequisites/servers.json' with { type: 'json' };
import type { Configuration } from '../../../settings/configuration.ts';
import type { RouteOf } from '../../ports.ts';
import type { Check } from '../../rules/check.ts';
import { targetsOf } from '../../rules/targets.ts';
import { clockCheck } from './clock.ts';
import { proxyCheck } from './proxy.ts';
import { serverChecks } from './server.ts';
import { probeCheck, sipServerChecks } from './sip.ts';

/** Packets to each SIP server while somebody works: they tell a bad way from a good one, and no more. */
const FEW = 20;

/** The way to every server that the configuration names, and the clock that certificates are judged by. */
export function networkChecks(
  configuration: Configuration,
  routeOf: RouteOf,
  isLight: boolean,
): readonly Check[] {
  const { thresholds, timeServer, probes, packets, interval } = configuration.prerequisites;
  const targets = targetsOf(configuration, names);
  const pace = { packets: isLight ? Math.min(FEW, packets) : packets, interval };
  return [
    proxyCheck(targets, routeOf),
    clockCheck({ timeServer: timeServer ?? null, targets, routeOf, limits: thresholds.clock }),
    ...targets.flatMap((target) => [
      ...serverChecks(target, routeOf, thresholds.certificateDays),
      ...(target.purpose === 'telephony' ? sipServerChecks(target, pace, thresholds) : []),
    ]),
    ...probes.map((probe, index) => probeCheck(probe, index, pace, thresholds)),
  ];
}
