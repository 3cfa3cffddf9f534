import type { EscalationView } from '../../electron/ipc/rooms/escalation.ts';
import { startAssistance } from '../../electron/services/assistance.ts';
import { configurationSchema } from '../../electron/settings/configuration.ts';
import type { UnderWay } from '../../electron/support/escalation/index.ts';
import { memoryVault } from '../../electron/vault/index.ts';
import formation from '../../resources/config/formation.json' with { type: 'json' };
import { absentRecords } from '../stand/records/absent.ts';
import * as f from './fixtures.ts';

/** What main shows of an incident at an instant, by the real service. */
export function escalation(underWay: UnderWay | null, at: number, over: object = {}): EscalationView {
  const vault = memoryVault();
  if (underWay) void vault.write('escalation', JSON.stringify(underWay));
  const delays = { major: { minutes: 30 } };
  const started = startAssistance({
    configuration: configurationSchema.parse({
      ...formation,
      site: f.production.site,
      support: { escalation: { delays, ...over } },
    }),
    vault,
    records: absentRecords,
    tell: () => undefined,
    command: () => Promise.reject(new Error('no phone')),
    callBack: () => '1501',
    openMail: () => Promise.reject(new Error('no mail')),
    desk: null,
    now: () => at,
  });
  started.close();
  return { ...started.escalation.state.get(), ...started.facts };
}
