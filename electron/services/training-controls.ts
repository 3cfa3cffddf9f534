import type { TrainingDamage } from '../../native/card/protocol.ts';
import type { CardProcess } from '../identity/card/index.ts';
import type { Exercise } from '../ipc/exercise.ts';
import type { TrainingView } from '../ipc/rooms/training.ts';
import { type Observable, Subject } from '../shared/listeners.ts';
import type { PhoneBinding } from '../telephony/binding.ts';
import type { Training } from '../training/training-process.ts';

/** What is simulated, as the training panel drives it. */
export interface TrainingControls {
  readonly view: Observable<TrainingView>;
  insertCard(cardId: string): void;
  removeCard(): void;
  damageCard(damage: TrainingDamage): void;
  call(callerId: string): void;
  followLink(messageId: string): void;
  answerEcps(requestId: string, accept: boolean): void;
  breakPortal(broken: boolean): void;
  exercise(exercise: Exercise): void;
}

/** Drives the simulated reader in the card process, and the portal and callers in the training process. */
export function trainingControls(
  training: Training,
  card: CardProcess,
  binding: PhoneBinding,
): TrainingControls {
  const { holders, phones, callers } = training.world;
  const view = new Subject<TrainingView>({
    inserted: null,
    damage: 'none',
    cards: holders,
    phones,
    callers,
    ...training.changes.get(),
    portalBroken: false,
    telephony: { fault: 'none', activity: false },
  });
  const change = (part: Partial<TrainingView>) => view.set({ ...view.get(), ...part });
  training.changes.subscribe(change);
  // A reader that hung has been started anew, without its fault.
  card.state.subscribe(({ kind }) => {
    if (kind === 'not-answering') change({ damage: 'none' });
  });
  return {
    view,
    insertCard: (cardId) => {
      card.training.insert(cardId);
      change({ inserted: cardId });
    },
    removeCard: () => {
      card.training.remove();
      change({ inserted: null });
    },
    damageCard: (damage) => {
      card.training.damage(damage);
      change({ damage });
    },
    call: (callerId) => {
      const bound = binding.state.get();
      if (bound.kind === 'bound') training.call(callerId, bound.number);
    },
    followLink: (messageId) => training.followLink(messageId),
    answerEcps: (requestId, accept) => training.answerEcps(requestId, accept),
    breakPortal: (broken) => {
      training.breakPortal(broken);
      change({ portalBroken: broken });
    },
    exercise: (exercise) => {
      const bound = binding.state.get();
      training.exercise(exercise, bound.kind === 'bound' ? bound.number : null);
      const { telephony } = view.get();
      if (exercise.do === 'fault') change({ telephony: { ...telephony, fault: exercise.fault } });
      if (exercise.do === 'activity') change({ telephony: { ...telephony, activity: exercise.on } });
    },
  };
}
