import type { Failure } from '../failures/index.ts';
import type { EscalationView } from '../ipc/rooms/escalation.ts';
import type { OperatorCommand } from '../operator-command.ts';
import type { Records } from '../records/index.ts';
import type { Configuration } from '../settings/configuration.ts';
import { shippedRequests } from '../settings/schemas/service-requests.ts';
import { catalogueOf, type ServiceRequest } from '../support/catalogue/index.ts';
import type { SupportDesk } from '../support/desk.ts';
import { Escalation, type EscalationState, escalationTable } from '../support/escalation/index.ts';
import { folderSource, Knowledge, shippedFaq } from '../support/knowledge/index.ts';
import type { Vault } from '../vault/index.ts';

export interface AssistanceServicesOptions {
  readonly configuration: Pick<Configuration, 'environment' | 'site' | 'helpdesk' | 'support'>;
  readonly vault: Vault;
  readonly command: OperatorCommand;
  readonly records: Records;
  readonly tell: (failure: Failure) => void;
  /** Number of the desk phone, where one is bound. */
  readonly callBack: () => string | null;
  readonly openMail: (url: string) => Promise<void>;
  /** Null where the program has no way to the desk. */
  readonly desk: SupportDesk | null;
  readonly now?: () => number;
}

export interface AssistanceServices {
  /** Articles that may help, kept on this workstation. */
  readonly knowledge: Knowledge;
  /** What is shown of the configuration beside the state. */
  readonly facts: Omit<EscalationView, keyof EscalationState>;
  readonly escalation: Escalation;
  /** What the support does on request, at this site. */
  readonly requests: readonly ServiceRequest[];
  readonly desk: SupportDesk | null;
  close(): void;
}

/** Wires what helps beside a report: whom to call, what may be asked, articles. */
export function startAssistance(options: AssistanceServicesOptions): AssistanceServices {
  const { configuration, vault, command, callBack, desk } = options;
  const { escalation: given, requests } = configuration.support;
  const escalation = new Escalation({
    table: escalationTable(given),
    supportPhone: configuration.helpdesk.phone,
    site: configuration.site,
    vault,
    dial: (number, callId) =>
      command(callId === null ? { action: 'dial', number } : { action: 'consult', callId, number }),
    callBack,
    // Nobody on call is written to by somebody who trains.
    openMail: configuration.environment === 'formation' ? null : options.openMail,
    desk,
    ...(options.now ? { now: options.now } : {}),
  });
  const { knowledge: articles } = configuration.support;
  const site = articles.folder ? [folderSource(configuration.site, articles.folder)] : [];
  const knowledge = new Knowledge(options.records, [shippedFaq, ...site]);
  // A process that starts may have lost what was in its memory; a share changes.
  let told = false;
  const refresh = async () => {
    const refreshed = await knowledge.refresh();
    if (!refreshed.ok && refreshed.failure.code === 'Knowledge_FolderAway' && !told)
      options.tell(refreshed.failure);
    told = !refreshed.ok;
  };
  const stopFilling = options.records.onStarted(() => void refresh());
  const refreshing = setInterval(() => void refresh(), articles.refreshMinutes * 60_000);
  refreshing.unref();
  const { timeZone, levels, bridge } = given;
  return {
    facts: {
      timeZone,
      levels,
      supportPhone: configuration.helpdesk.phone,
      bridge: bridge ? { phone: bridge.phone, code: bridge.code ?? null } : null,
      isNoted: desk !== null,
    },
    knowledge,
    escalation,
    requests: catalogueOf(shippedRequests, requests.own, requests.withdrawn),
    desk,
    close: () => {
      clearInterval(refreshing);
      stopFilling();
      escalation.close();
    },
  };
}
