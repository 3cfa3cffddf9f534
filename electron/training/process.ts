import texts from '../../resources/fr/training.json' with { type: 'json' };
import { startTrainingIdentity, trainingDirectory } from './identity/index.ts';
import type { TrainingReply, TrainingRequest, TrainingWorld } from './protocol.ts';
import { startTrainingPhones, type TypicalCaller, typicalCallers } from './telephony/index.ts';

/** Entry of the training process: a provider, a portal, an exchange and its phones, on the loopback address. */

const answerWithin = { identity: 8_000, action: 4_000 };
const heartbeat = 5;

function isTypicalCaller(id: string): id is TypicalCaller {
  return Object.hasOwn(typicalCallers, id);
}

async function start(reply: (message: TrainingReply) => void): Promise<(request: TrainingRequest) => void> {
  const phones = await startTrainingPhones({
    numbers: trainingDirectory.phones.map(({ number, label, registered, remoteControl }) => ({
      number,
      label,
      registered,
      remoteControl,
    })),
  });
  const identity = await startTrainingIdentity({
    phones: trainingDirectory.phones.map((phone) => ({
      ...phone,
      addressOfRecord: phones.addressOfRecord(phone.number),
    })),
  });
  const world: TrainingWorld = {
    identity: {
      issuer: identity.issuer,
      clientId: identity.clientId,
      portal: identity.portal,
      timeout: answerWithin.identity,
    },
    telephony: {
      servers: [phones.url],
      heartbeat,
      actionTimeout: answerWithin.action,
    },
    cards: identity.cards,
    holders: trainingDirectory.people.map(({ id, givenName, familyName, card, note }) => ({
      id,
      name: `${givenName} ${familyName}`,
      kind: card.kind,
      pin: card.pin,
      note,
    })),
    phones: trainingDirectory.phones.map(({ number, label }) => ({ number, label })),
    callers: Object.entries(texts.callers).map(([id, label]) => ({ id, label })),
  };
  reply({ type: 'ready', world });
  return ({ callerId, number }) => {
    if (!isTypicalCaller(callerId)) return;
    const { number: from, displayName } = typicalCallers[callerId];
    phones.incomingCall({ number, from, displayName });
  };
}

const { parentPort } = process;
const reply = (message: TrainingReply) => parentPort.postMessage(message);
start(reply).then(
  (act) => parentPort.on('message', ({ data }: { data: TrainingRequest }) => act(data)),
  (error: unknown) => reply({ type: 'failed', reason: error instanceof Error ? error.message : 'unknown' }),
);
