import { fail, type Result } from '../failures/index.ts';
import type { Handlers } from '../ipc/router.ts';
import type { Escalation } from '../support/escalation/index.ts';
import { onceRunning } from './who-may-ask.ts';

type EscalationChannels = keyof Handlers<'station'> & `escalation.${string}`;

/** Whom to call, for whoever is there: that nobody can sign in may be what is wrong. Nothing of it names a person. */
export function escalationHandlers({
  services,
}: {
  readonly services: () => { readonly escalation: Escalation } | null;
}): Pick<Handlers<'station'>, EscalationChannels> {
  const running = onceRunning(services);
  const followed = (act: (escalation: Escalation) => Promise<Result<undefined>> | Result<undefined>) =>
    running<undefined>(({ escalation }) =>
      escalation.state.get().underWay ? act(escalation) : fail('Escalation_NotFollowed'),
    );
  return {
    'escalation.declare': (declared) => running(({ escalation }) => escalation.declare(declared)),
    'escalation.call': ({ to, callId }) => running(({ escalation }) => escalation.call(to, callId)),
    'escalation.openMail': () => followed((escalation) => escalation.openMail()),
    'escalation.raise': () => followed((escalation) => escalation.raise()),
    'escalation.answer': ({ given }) => followed((escalation) => escalation.answer(given)),
    'escalation.refer': ({ reference }) => followed((escalation) => escalation.refer(reference)),
    'escalation.end': () => followed((escalation) => escalation.end()),
  };
}
