import { dialledFor } from '../dialling/site-rules.ts';
import { ok } from '../failures/index.ts';
import type { CardProcess } from '../identity/card/index.ts';
import type { OperatorCommand } from '../operator-command.ts';
import { inspecting } from '../prerequisites/adapters/inspect-card.ts';
import { thisMachine } from '../prerequisites/adapters/machine.ts';
import {
  createChecks,
  type Desktop,
  fileHistory,
  type MonthSummary,
  monthName,
  monthsOf,
  openFollowUp,
  type ReportPrinter,
  type RouteOf,
  startWatch,
  summaryOf,
  type Trouble,
  Verification,
} from '../prerequisites/index.ts';
import type { Configuration } from '../settings/configuration.ts';
import { readPolicy } from '../settings/configuration-policy.ts';
import { derived, type Observable } from '../shared/listeners.ts';
import type { BindingState } from '../telephony/binding.ts';
import type { DeskPhone } from '../telephony/index.ts';

/** What only the program with its windows can tell. */
export interface VerificationParts {
  /** Where the program writes. */
  readonly folder: string;
  readonly version: string;
  readonly desktop: Desktop;
  readonly routeOf: RouteOf;
  readonly printer: ReportPrinter;
  readonly report: (message: string, error: unknown) => void;
}

export interface VerificationPeers {
  readonly configuration: Configuration;
  readonly card: CardProcess;
  readonly phone: DeskPhone;
  readonly binding: Observable<BindingState>;
  readonly command: OperatorCommand;
}

export interface VerificationService {
  readonly verification: Verification;
  /** What the watch found wrong and nobody has read yet. */
  readonly troubles: Observable<readonly Trouble[]>;
  readonly months: Months;
  close(): void;
}

/** What is remembered of the workstation, by month. */
export interface Months {
  /** Of which something is known, the newest first: `2026-11`, « novembre 2026 ». */
  list(): Promise<readonly { readonly id: string; readonly name: string }[]>;
  summary(month: string): Promise<MonthSummary>;
}

/** Rounds of the watch over which a fault that both ends found is known to have lasted. */
const KNOWN_FOR = 3;

/** The checks of this workstation, with the card and the phone that the services have. */
export function startVerification(parts: VerificationParts, peers: VerificationPeers): VerificationService {
  const { configuration, card, phone, binding, command } = peers;
  const inTraining = configuration.environment === 'formation';
  const isBound = () => binding.get().kind === 'bound';
  const checks = (how: { readonly isLight?: boolean; readonly asked?: string | null }) =>
    createChecks({
      ...parts,
      ...how,
      configuration: ok(configuration),
      defaults: configuration.prerequisites.thresholds,
      machine: thisMachine(),
      policy: readPolicy,
      inspectCard: inTraining ? null : inspecting(() => card),
      phone: () => ({ ...phone.state.get(), isBound: isBound() }),
      trialPhone: { state: phone.state, isBound, command },
      canDial: (number) => dialledFor(number, configuration.dialling).ok,
    });
  const history = fileHistory(parts.folder, (error) =>
    parts.report('the kept verifications were not read, or not saved', error),
  );
  const isBroken = (id: string, error: unknown) => parts.report(`the check ${id} is broken`, error);
  const header = () => ({
    version: parts.version,
    environment: configuration.label,
    site: configuration.site,
  });
  const verification = new Verification({
    checks: (asked) => checks({ asked }),
    header,
    history,
    printer: parts.printer,
    report: isBroken,
  });
  const { watchInterval, followUpMonths } = configuration.prerequisites;
  const followUp = openFollowUp({
    // What somebody breaks in training says nothing of the workstation.
    folder: inTraining ? null : parts.folder,
    gap: watchInterval * 1_000 * KNOWN_FOR,
    months: followUpMonths,
    onFileFailure: (error) =>
      parts.report('the follow-up of the workstation was not read, or not saved', error),
  });
  const stopFollowing = verification.runs.subscribe(
    (run) => run && void followUp.add({ kind: 'run', ...run }),
  );
  const watch = startWatch({
    interval: watchInterval * 1_000,
    // What the bar itself shows of the phone is not told twice.
    checks: () => checks({ isLight: true }).filter(({ group }) => group !== 'telephony'),
    verification,
    calls: derived(phone.state, ({ calls }) => calls),
    lastReport: verification.kept.list().then(([latest]) => latest?.checks ?? []),
    onRound: (results, date) => void followUp.add({ kind: 'round', results, date }),
    report: isBroken,
  });
  return {
    verification,
    troubles: watch.troubles,
    months: {
      list: async () => monthsOf(await followUp.read()).map((id) => ({ id, name: monthName(id) })),
      summary: async (month) => summaryOf(await followUp.read(), month, { ...header(), date: new Date() }),
    },
    close: () => {
      watch.close();
      stopFollowing();
      verification.cancel();
    },
  };
}
