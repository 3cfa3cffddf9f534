import { ComposedPhone } from '../../../electron/telephony/composed-phone.ts';
import { SipLine } from '../../../electron/telephony/line/sip-line.ts';
import type { Call, DeskPhone, PhoneState, PhoneTarget } from '../../../electron/telephony/ports.ts';
import { openSupervisedLink } from '../../../electron/telephony/sip/supervised-link.ts';
import type { TrainingNumber } from '../../../electron/training/telephony/index.ts';
import { forkedProcess } from '../../stand/forked-process.ts';
import { waitFor } from '../../stand/process.ts';

/** The adapter with its line in the same process, as the tests that need no crash use it. */
export function phoneOver(servers: readonly string[], options: { heartbeat?: number } = {}): DeskPhone {
  const line = new SipLine({
    actionTimeout: 1_500,
    bindTimeout: 4_000,
    openLink: (identity) => openSupervisedLink({ servers, identity, heartbeat: options.heartbeat ?? 1 }),
  });
  return new ComposedPhone({ line, actionTimeout: 1_500 });
}

export const trainingNumbers: readonly TrainingNumber[] = [
  { number: '1501', label: 'Position 1', registered: true },
  { number: '1502', label: 'Position 2', registered: true, remoteControl: false },
  { number: '1503', label: 'Position 3', registered: false },
  { number: '1504', label: 'Position 4', registered: true, devices: 2 },
];

export function targetOf(number: string, domain: string, deviceId: string | null = null): PhoneTarget {
  return { number, addressOfRecord: `sip:${number}@${domain}`, credential: null, deviceId };
}

/** Resolves with the first state that `isSo` holds for. */
export function stateWhere(
  phone: DeskPhone,
  what: string,
  isSo: (state: PhoneState) => boolean,
  timeoutMs = 5_000,
): Promise<PhoneState> {
  return waitFor(
    () => {
      const state = phone.state.get();
      return isSo(state) ? state : undefined;
    },
    { timeoutMs, what },
  );
}

/** Resolves with the only call once it is in that state. */
export async function callIn(
  phone: DeskPhone,
  state: Call['state'],
  timeoutMs = 5_000,
  number?: string,
): Promise<Call> {
  const find = ({ calls }: PhoneState): Call | undefined =>
    calls.find((call) => call.state === state && (number === undefined || call.number === number));
  const found = find(
    await stateWhere(phone, `a call to be ${state}`, (now) => find(now) !== undefined, timeoutMs),
  );
  if (!found) throw new Error('the call has gone meanwhile');
  return found;
}

/** The telephony process under plain Node, and its id so that a test can end it. */
export function spawnProcess() {
  return forkedProcess('electron/telephony/line/process.ts');
}
