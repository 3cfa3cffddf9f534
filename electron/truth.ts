import { app } from 'electron';
import type { CardState } from '../native/card/protocol.ts';
import { offeredKeys } from './dialling/accelerator.ts';
import type { Failure } from './failures/index.ts';
import { supportView } from './ipc/compose-support-view.ts';
import { verificationView } from './ipc/compose-verification-view.ts';
import type { Truth } from './ipc/compose-views.ts';
import type { CallLogView } from './ipc/rooms/call-log.ts';
import type { DialPurpose } from './ipc/rooms/dial.ts';
import type { EscalationView } from './ipc/rooms/escalation.ts';
import type { SignInView } from './ipc/rooms/identity.ts';
import type { StationView } from './ipc/rooms/station.ts';
import type { Services } from './services/services.ts';
import type { Configuration } from './settings/configuration.ts';
import type { SettingsStore } from './settings/settings-store.ts';
import type { Observable, Unsubscribe } from './shared/listeners.ts';
import { displayViews } from './shell/displays.ts';
import type { Notices } from './shell/notices.ts';
import { noBoard } from './telephony/board/ports.ts';
import { unboundPhone } from './telephony/unbound-phone.ts';

export interface TruthSources {
  /** What is shown of it. */
  readonly configuration: Pick<Configuration, 'environment' | 'label' | 'site'> & {
    readonly helpdesk: Pick<Configuration['helpdesk'], 'phone'>;
  };
  readonly stopped: Failure | null;
  readonly settings: SettingsStore;
  readonly notices: Notices;
  readonly barExpanded: Observable<boolean>;
  readonly dialPurpose: Observable<DialPurpose>;
  /** What the station is asked to open. */
  readonly asked: Observable<StationView['asked']>;
  /** Null until the services run. */
  readonly services: Services | null;
}

/** All that pages show, as it is now. */
export function gatherTruth(sources: TruthSources): Truth {
  const { configuration, stopped, settings, notices, services } = sources;
  const { barDisplay, barCollapsed, zoom, phone } = settings.current.get();
  const card: CardState = services?.card.state.get() ?? { kind: 'starting' };
  return {
    environment: {
      kind: configuration.environment,
      label: configuration.label,
      site: configuration.site,
      helpdeskPhone: configuration.helpdesk.phone,
      version: app.getVersion(),
    },
    stopped,
    card,
    cardInUse: services?.identity.isInUse(card) ?? false,
    session: services?.identity.state.get() ?? { kind: 'signed-out', failure: null },
    signIn: signInView(services),
    account: services?.account.state.get() ?? null,
    callLog: callLogView(services),
    directory: services && {
      ...services.directory.directory.state.get(),
      ldapHost: services.directory.ldapHost,
    },
    verification: services && verificationView(services.verification.state.get()),
    support:
      services &&
      supportView(
        services.support,
        services.screenshots.pictures.state.get(),
        services.identity.state.get().kind === 'locked',
      ),
    troubles: services?.troubles.get() ?? [],
    escalation: services && escalationView(services),
    requests: services?.assistance.requests ?? [],
    asked: sources.asked.get(),
    binding: services?.binding.state.get() ?? { kind: 'unbound', failure: null },
    phone: services?.phone.state.get() ?? unboundPhone,
    callers: services?.directory.callers.get() ?? new Map(),
    board: services?.board.state.get() ?? noBoard,
    agent: services?.agent?.status.get() ?? null,
    lrm: services?.lrm?.state.get() ?? null,
    rememberedPhone: phone?.number ?? null,
    refusal: services?.dialling.refusal.current.get() ?? null,
    offer: services?.dialling.offers.current.get() ?? null,
    outage: services?.outages.watch.current.get() ?? null,
    captures: services?.outages.captures.state.get() ?? { possible: false, kept: [] },
    barExpanded: sources.barExpanded.get(),
    settings: {
      displays: displayViews(),
      barDisplay,
      barCollapsed,
      zoom,
      shortcuts: services?.dialling.shortcuts.state.get() ?? [],
      offeredKeys,
    },
    dialPurpose: sources.dialPurpose.get(),
    notices: notices.current.get(),
    training: services?.training?.view.get() ?? null,
  };
}

/** Calls back at each change of what `gatherTruth` reads, displays excepted. */
export function watchTruth(sources: TruthSources, listener: () => void): Unsubscribe {
  const { settings, notices, services } = sources;
  const watch = <T>(observable: Observable<T>) => observable.subscribe(listener);
  const watches = [watch(settings.current), watch(notices.current)];
  watches.push(watch(sources.barExpanded), watch(sources.dialPurpose), watch(sources.asked));
  if (services) {
    const { phone, card, identity, account, pscMemory, binding, training } = services;
    watches.push(watch(services.outages.watch.current), watch(services.outages.captures.state));
    watches.push(watch(phone.state), watch(card.state), watch(identity.state), watch(binding.state));
    const { offers, refusal, shortcuts } = services.dialling;
    watches.push(watch(offers.current), watch(refusal.current), watch(shortcuts.state));
    watches.push(watch(identity.providerAway), watch(account.state), watch(pscMemory.identifier));
    watches.push(
      watch(services.callLog.log.state),
      watch(services.directory.callers),
      watch(services.directory.directory.state),
    );
    watches.push(watch(services.board.state), watch(services.verification.state));
    watches.push(watch(services.troubles), watch(services.assistance.escalation.state));
    watches.push(watch(services.support.support.state), watch(services.screenshots.pictures.state));
    watches.push(watch(services.support.follower.state));
    if (services.agent) watches.push(watch(services.agent.status));
    if (services.lrm) watches.push(watch(services.lrm.state));
    if (training) watches.push(watch(training.view));
  }
  return () => {
    for (const stop of watches) stop();
  };
}

function callLogView(services: Services | null): CallLogView | null {
  if (!services) return null;
  const { log, kept } = services.callLog;
  return { ...log.state.get(), kept, days: log.days };
}

function escalationView({ assistance }: Services): EscalationView {
  return { ...assistance.escalation.state.get(), ...assistance.facts };
}

/** The ways to sign in that the site offers; before the services run, the card alone. */
function signInView(services: Services | null): SignInView {
  if (!services) return { otp: false, psc: null, degraded: 'not-allowed', providerAway: false };
  const { signIn, identity, pscMemory } = services;
  const { otp, psc, degraded } = signIn;
  return {
    otp,
    psc: psc && {
      flow: psc.flow,
      channels: psc.channels,
      activation: psc.activation,
      canRemember: pscMemory.available,
      remembered: pscMemory.identifier.get(),
    },
    degraded,
    providerAway: identity.providerAway.get(),
  };
}
