import type { CstaService } from './ports.ts';
import { serviceRequest } from './requests.ts';
import { doNotDisturbOf } from './responses.ts';
import type { CstaSession } from './session.ts';

/** What a phone without GetCSTAFeatures is taken to offer: the basic call control profile (TR/87 §8.2). */
const basicProfile: readonly CstaService[] = [
  'MakeCall',
  'AnswerCall',
  'ClearConnection',
  'HoldCall',
  'RetrieveCall',
  'AlternateCall',
  'ConsultationCall',
  'TransferCall',
  'SingleStepTransferCall',
  'DeflectCall',
];

/**
 * What the phone offers: what it says; else the basic profile, and what it shows when it is asked what does no harm.
 * `canSnapshot` is what became of asking for a snapshot.
 */
export async function offeredServices(
  session: CstaSession,
  device: string,
  canSnapshot: boolean,
): Promise<readonly CstaService[]> {
  const told = session.services ?? [
    ...basicProfile,
    'SnapshotDevice',
    ...(await disturbance(session, device)),
  ];
  return canSnapshot ? told : told.filter((service) => service !== 'SnapshotDevice');
}

async function disturbance(session: CstaSession, device: string): Promise<readonly CstaService[]> {
  const question = serviceRequest({ service: 'GetDoNotDisturb' }, device, () => null);
  const answer = question && (await session.ask(question));
  const isTold = answer?.ok && answer.root && doNotDisturbOf(answer.root) !== null;
  return isTold ? ['GetDoNotDisturb', 'SetDoNotDisturb'] : [];
}
