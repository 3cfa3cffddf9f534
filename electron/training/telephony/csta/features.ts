import type { CstaService } from '../../../telephony/csta/ports.ts';
import type { Csta, Quirk } from '../brands.ts';
import { tag } from './xml.ts';

const logical: ReadonlySet<CstaService> = new Set([
  'SetDoNotDisturb',
  'GetDoNotDisturb',
  'SetAgentState',
  'GetAgentState',
]);

const associated: ReadonlySet<CstaService> = new Set(['GenerateDigits', 'SnapshotDevice']);

/** Elements of a list are named like their service, with a small first letter. */
function elements(names: readonly string[]): string {
  return names.map((name) => `<${name.charAt(0).toLowerCase()}${name.slice(1)}/>`).join('');
}

/** What GetCSTAFeatures answers (ECMA-269 §13.1.1): services and events, grouped as ECMA-323 groups them. */
export function features({ services, quirks, snapshotCall = false }: Csta): string {
  const control = services.filter((service) => !logical.has(service) && !associated.has(service));
  return (
    tag(
      'supportedServices',
      [
        tag('capExchangeServList', elements(['getCSTAFeatures'])),
        tag('systemStatServList', elements(['requestSystemStatus'])),
        tag('monitoringServList', elements(['monitorStart', 'monitorStop'])),
        ...list('snapshotServList', [
          ...(snapshotCall ? ['snapshotCall'] : []),
          ...(services.includes('SnapshotDevice') ? ['snapshotDevice'] : []),
        ]),
        tag('callControlServList', elements(control)),
        ...list('callAssociatedServList', services.includes('GenerateDigits') ? ['generateDigits'] : []),
        ...list(
          'logicalServList',
          services.filter((service) => logical.has(service)),
        ),
      ].join(''),
    ) + tag('supportedEvents', events(services, quirks))
  );
}

function events(services: readonly CstaService[], quirks: readonly Quirk[]): string {
  const control = [
    ...(quirks.includes('service-initiated') ? ['serviceInitiated'] : []),
    ...(quirks.includes('no-originated') ? [] : ['originated']),
    'delivered',
    'established',
    'connectionCleared',
    'failed',
    'diverted',
    'held',
    'retrieved',
    ...(quirks.includes('transfer-as-ends') ? [] : ['transferred']),
    ...(services.includes('ConferenceCall') ? ['conferenced'] : []),
  ];
  const agent = services.includes('GetAgentState')
    ? ['agentLoggedOn', 'agentLoggedOff', 'agentNotReady', 'agentReady', 'agentBusy', 'agentWorkingAfterCall']
    : [];
  const features = [...(services.includes('GetDoNotDisturb') ? ['doNotDisturb'] : []), ...agent];
  return tag('callControlEvtsList', elements(control)) + list('logicalEvtsList', features).join('');
}

function list(name: string, names: readonly string[]): readonly string[] {
  return names.length === 0 ? [] : [tag(name, elements(names))];
}
