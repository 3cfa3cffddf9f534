import { dialledFor } from './dialling/site-rules.ts';
import { ok } from './failures/index.ts';
import type { CardProcess } from './identity/card/index.ts';
import { inspecting } from './prerequisites/adapters/inspect-card.ts';
import { thisMachine } from './prerequisites/adapters/machine.ts';
import {
  createChecks,
  type Desktop,
  fileHistory,
  type RouteOf,
  Verification,
} from './prerequisites/index.ts';
import type { Configuration } from './settings/configuration.ts';
import type { Observable } from './shared/listeners.ts';
import type { BindingState } from './telephony/binding.ts';
import type { DeskPhone } from './telephony/index.ts';

/** What only the program with its windows can tell. */
export interface VerificationParts {
  /** Where the program writes. */
  readonly folder: string;
  readonly version: string;
  readonly desktop: Desktop;
  readonly routeOf: RouteOf;
  readonly report: (message: string, error: unknown) => void;
}

export interface VerificationPeers {
  readonly configuration: Configuration;
  readonly card: CardProcess;
  readonly phone: DeskPhone;
  readonly binding: Observable<BindingState>;
}

/** The checks of this workstation, with the card and the phone that the services have. */
export function startVerification(parts: VerificationParts, peers: VerificationPeers): Verification {
  const { configuration, card, phone, binding } = peers;
  const inTraining = configuration.environment === 'formation';
  return new Verification({
    checks: () =>
      createChecks({
        ...parts,
        configuration: ok(configuration),
        defaults: configuration.prerequisites.thresholds,
        machine: thisMachine(),
        inspectCard: inTraining ? null : inspecting(() => card),
        phone: () => ({ ...phone.state.get(), isBound: binding.get().kind === 'bound' }),
        canDial: (number) => dialledFor(number, configuration.dialling).ok,
      }),
    header: () => ({ version: parts.version, environment: configuration.label, site: configuration.site }),
    history: fileHistory(parts.folder, (error) => parts.report('the verifications were not saved', error)),
    report: (id, error) => parts.report(`the check ${id} is broken`, error),
  });
}
