import type { Result } from '../../failures/index.ts';
import type { Configuration, Thresholds } from '../../settings/configuration.ts';
import type { PolicyReading } from '../../settings/configuration-policy.ts';
import type { Desktop, InspectCard, Machine, RouteOf, SummarisePhone, TrialPhone } from '../ports.ts';
import { type Check, groups } from '../rules/check.ts';
import { applicationChecks } from './application.ts';
import { audioChecks } from './audio.ts';
import { cardChecks } from './card.ts';
import { echoCheck } from './echo.ts';
import { networkChecks } from './network/index.ts';
import { supportChecks } from './support.ts';
import { telephonyChecks } from './telephony.ts';
import { workstationChecks } from './workstation.ts';

export interface ChecksOptions {
  /** Or why it cannot be used: then what needs no server is verified all the same. */
  readonly configuration: Result<Configuration>;
  /** Where the configuration says nothing. */
  readonly defaults: Thresholds;
  readonly version: string;
  /** Where the program writes. */
  readonly folder: string;
  readonly machine: Machine;
  /** What an administrator fixed on this machine. */
  readonly policy: () => PolicyReading;
  /** Null without a window system. */
  readonly desktop: Desktop | null;
  readonly routeOf: RouteOf;
  /** Null in training, whose card is simulated. */
  readonly inspectCard: InspectCard | null;
  readonly phone: SummarisePhone;
  /** Null where there is none to call with. */
  readonly trialPhone?: TrialPhone | null;
  /** Id of the check that somebody asked for by itself, or null. */
  readonly asked?: string | null;
  /** Whether the site's rules let a number be called. */
  readonly canDial: (number: string) => boolean;
  /** Only what the watch may run while somebody works, as lightly as it may. */
  readonly isLight?: boolean;
  readonly now?: () => number;
}

/** Every check of this workstation, by group in the order in which a person goes through them. */
export function createChecks(options: ChecksOptions): readonly Check[] {
  const { configuration, version, folder, machine, desktop, isLight = false, now = Date.now } = options;
  const site = configuration.ok ? configuration.value : null;
  const thresholds = site?.prerequisites.thresholds ?? options.defaults;
  const checks = [
    ...applicationChecks({ version, configuration, policy: options.policy, desktop, folder }),
    ...workstationChecks({ machine, desktop, thresholds, folder }),
    ...cardChecks({ inspect: options.inspectCard, machine, thresholds, now }),
    ...(site ? networkChecks(site, options.routeOf, isLight) : []),
    ...telephonyChecks(options.phone),
    echoCheck({
      number: site?.prerequisites.echoNumber ?? null,
      phone: options.trialPhone ?? null,
      isAsked: options.asked === 'telephony.echo',
    }),
    ...audioChecks(machine, site?.prerequisites.headset ?? false),
    ...(site ? supportChecks(site, options.canDial) : []),
  ];
  const chosen = isLight ? checks.filter(({ cheap }) => cheap) : checks;
  return groups.flatMap((group) => chosen.filter((check) => check.group === group));
}
