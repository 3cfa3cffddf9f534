import { fail, ok } from '../failures/index.ts';
import type { Handlers } from '../ipc/router.ts';
import type { TrainingControls } from '../services/training-controls.ts';
import type { HandlerOptions } from './options.ts';
import { onceRunning } from './who-may-ask.ts';

type TrainingChannels = keyof Handlers<'station'> & `training.${string}`;

/** What is simulated, for whoever trains; refused at any other station. */
export function trainingHandlers({
  services,
}: Pick<HandlerOptions, 'services'>): Pick<Handlers<'station'>, TrainingChannels> {
  const running = onceRunning(services);
  const inTraining = (act: (training: TrainingControls) => void) =>
    running<undefined>(({ training }) => {
      if (!training) return fail('Request_Refused');
      act(training);
      return ok();
    });
  return {
    'training.insertCard': ({ cardId }) => inTraining((training) => training.insertCard(cardId)),
    'training.removeCard': () => inTraining((training) => training.removeCard()),
    'training.damageCard': ({ damage }) => inTraining((training) => training.damageCard(damage)),
    'training.followLink': ({ messageId }) => inTraining((training) => training.followLink(messageId)),
    'training.answerEcps': ({ requestId, accept }) =>
      inTraining((training) => training.answerEcps(requestId, accept)),
    'training.breakPortal': ({ broken }) => inTraining((training) => training.breakPortal(broken)),
    'training.call': ({ callerId }) => inTraining((training) => training.call(callerId)),
    'training.exercise': (exercise) => inTraining((training) => training.exercise(exercise)),
  };
}
