import { isDeepStrictEqual } from 'node:util';
import type { CardBackend, OnCardInspection, OnCardState } from './backend.ts';
import { isWellFormedPin } from './pin.ts';
import type {
  CardBackendOptions,
  CardInspection,
  CardReply,
  CardRequest,
  CardState,
  SignOutcome,
} from './protocol.ts';

/** Where the card process hears of main and answers it. */
export interface ServicePort {
  post(reply: CardReply): void;
  onRequest(listener: (request: CardRequest) => void): void;
}

type SignRequest = Extract<CardRequest, { type: 'sign' }>;

/** Serves one port: one back end, chosen by the first `start`; requests are answered in the order they end. */
export function createCardService(port: ServicePort): void {
  let backend: Promise<CardBackend> | null = null;
  let told: CardState | null = null;
  let toldInspection: CardInspection | null = null;

  const tell: OnCardState = (state) => {
    if (isDeepStrictEqual(state, told)) return;
    told = state;
    port.post({ type: 'state', state });
  };
  const tellInspection: OnCardInspection = (inspection) => {
    if (isDeepStrictEqual(inspection, toldInspection)) return;
    toldInspection = inspection;
    port.post({ type: 'inspection', inspection });
  };
  const train = (act: (training: NonNullable<CardBackend['training']>) => void): void => {
    void backend?.then(({ training }) => training && act(training));
  };

  port.onRequest((request) => {
    switch (request.type) {
      case 'start':
        tell({ kind: 'starting' });
        backend ??= startBackend(request.backend, tell, tellInspection);
        break;
      case 'sign':
        void sign(backend, request).then((outcome) => port.post({ type: 'signed', id: request.id, outcome }));
        break;
      case 'ping':
        port.post({ type: 'pong', id: request.id });
        break;
      case 'training-insert':
        train((training) => training.insert(request.cardId));
        break;
      case 'training-remove':
        train((training) => training.remove());
        break;
      case 'training-damage':
        train((training) => training.damage(request.damage));
        break;
    }
  });
}

async function sign(backend: Promise<CardBackend> | null, request: SignRequest): Promise<SignOutcome> {
  try {
    if (!isWellFormedPin(request.pin)) return { ok: false, failure: { code: 'Card_PinFormat' } };
    if (!backend) return { ok: false, failure: { code: 'Card_NotAnswering' } };
    return await (await backend).sign(request);
  } finally {
    request.pin.fill(0);
  }
}

/** The back ends are loaded when asked for: training needs neither the native modules nor what they link to. */
async function startBackend(
  options: CardBackendOptions,
  onState: OnCardState,
  onInspection: OnCardInspection,
): Promise<CardBackend> {
  if (options.kind === 'training') {
    const { startTrainingBackend } = await import('./training-backend.ts');
    return startTrainingBackend({ cards: options.cards, inserted: options.inserted ?? null, hang }, onState);
  }
  const { forbidLockedMemory } = await import('./locked-memory.ts');
  forbidLockedMemory();
  const { startPkcs11Backend } = await import('./pkcs11-backend.ts');
  return startPkcs11Backend(options.modules, onState, onInspection);
}

function hang(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)), 0, 0);
}
