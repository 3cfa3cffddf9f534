import boardSite from '../../resources/config/training-board.json' with { type: 'json' };
import texts from '../../resources/fr/training.json' with { type: 'json' };
import { boardSchema } from '../settings/schemas/board.ts';
import { createExercises, isTypicalCaller } from './exercises.ts';
import {
  identifierOf,
  startTrainingIdentity,
  type TrainingIdentity,
  trainingDirectory,
  trainingPsc,
} from './identity/index.ts';
import type { TrainingChanges, TrainingReply, TrainingRequest, TrainingWorld } from './protocol.ts';
import { startTrainingPhones, type TrainingNumber, typicalCallers } from './telephony/index.ts';

/** Entry of the training process: a provider, a portal, an exchange and its phones, on the loopback address. */

const answerWithin = { identity: 8_000, action: 4_000 };
const heartbeat = 5;
const pickUpCode = '*8';
const trainingBoard = boardSchema.parse(boardSite);

const holders: TrainingWorld['holders'] = trainingDirectory.people.map((person) => ({
  id: person.id,
  name: nameOf(person.id),
  kind: person.card.kind,
  pin: person.card.pin,
  note: person.note,
  otp: person.account.password && {
    identifier: identifierOf(person),
    password: person.account.password.value,
  },
  rpps: person.psc?.rpps ?? null,
}));

/** Colleagues who sit at none of the phones that people train with: they answer. */
function colleaguesBesides(own: readonly { readonly number: string }[]): readonly TrainingNumber[] {
  return trainingBoard.colleagues
    .filter(({ number }) => own.every((phone) => phone.number !== number))
    .map(({ number, name }) => ({ number, label: name, registered: true, staffed: true }));
}

function nameOf(personId: string): string {
  const person = trainingDirectory.people.find(({ id }) => id === personId);
  return person ? `${person.givenName} ${person.familyName}` : '';
}

function changesOf({ inbox, ecps }: TrainingIdentity): TrainingChanges {
  return {
    messages: inbox.messages.map(({ id, kind, to, personId, subject, text, at, link }) => ({
      id,
      kind,
      to,
      name: nameOf(personId),
      subject: kind === 'email' ? subject : null,
      text,
      at,
      hasLink: link !== undefined,
    })),
    ecps: ecps.requests.map(({ id, personId, digits, channel, expiresAt }) => ({
      id,
      name: nameOf(personId),
      digits,
      channel,
      expiresAt,
    })),
  };
}

async function start(reply: (message: TrainingReply) => void): Promise<(request: TrainingRequest) => void> {
  const own = trainingDirectory.phones.map(({ number, label, registered, remoteControl, brand }) => ({
    number,
    label,
    registered,
    remoteControl,
    brand,
  }));
  const colleagues = colleaguesBesides(own);
  const queues = trainingBoard.rooms.flatMap(({ flows, pickUp }) =>
    flows.map(({ name, queue, priority }) => ({ address: queue, label: name, pickUp, priority })),
  );
  const phones = await startTrainingPhones({ numbers: [...own, ...colleagues], queues, pickUpCode });
  const exercises = createExercises({
    phones,
    queues,
    colleagues: colleagues.map(({ number }) => number),
  });
  const identity: TrainingIdentity = await startTrainingIdentity({
    phones: trainingDirectory.phones.map((phone) => ({
      ...phone,
      addressOfRecord: phones.addressOfRecord(phone.number),
    })),
    onChange: () => reply({ type: 'changed', ...changesOf(identity) }),
  });
  const world: TrainingWorld = {
    identity: {
      issuer: identity.issuer,
      clientId: identity.clientId,
      portal: identity.portal,
      timeout: answerWithin.identity,
      otp: true,
      psc: trainingPsc,
    },
    telephony: {
      servers: [phones.url],
      heartbeat,
      actionTimeout: answerWithin.action,
      csta: 'auto',
      pickUpCode,
      ...trainingBoard,
    },
    cards: identity.cards,
    cardAuthorities: identity.cardAuthorities,
    revocationLists: [identity.revocationList],
    holders,
    phones: trainingDirectory.phones.map(({ number, label }) => ({ number, label })),
    callers: Object.entries(texts.callers).map(([id, label]) => ({ id, label })),
  };
  reply({ type: 'ready', world });

  const call = (callerId: string, number: string) => {
    if (!isTypicalCaller(callerId)) return;
    const { number: from, displayName } = typicalCallers[callerId];
    phones.incomingCall({ number, from, displayName });
  };
  return (request) => {
    switch (request.type) {
      case 'call':
        return call(request.callerId, request.number);
      case 'followLink':
        return void identity.inbox.follow(request.messageId);
      case 'answerEcps':
        return void identity.ecps.answer(request.requestId, request.accept);
      case 'breakPortal':
        return identity.cutOff(request.broken);
      case 'exercise':
        return exercises.run(request.exercise, request.number);
    }
  };
}

const { parentPort } = process;
const reply = (message: TrainingReply) => parentPort.postMessage(message);
start(reply).then(
  (act) => parentPort.on('message', ({ data }: { data: TrainingRequest }) => act(data)),
  (error: unknown) => reply({ type: 'failed', reason: error instanceof Error ? error.message : 'unknown' }),
);
