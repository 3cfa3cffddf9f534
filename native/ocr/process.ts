/**
 * Entry of the OCR process, an Electron utility process, or a child of Node for the command line and in tests; and of
 * the threads in it that run the models.
 */
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { hostPort, hostService } from '../../electron/shared/supervised-host.ts';
import { lowerPriority } from './low-priority.ts';
import { capMemory } from './memory-cap.ts';
import { loadModels, type Models } from './models-loaded.ts';
import { optionsSchema } from './protocol.ts';
import { RedactionService } from './service.ts';
import { keepYoungHeapSmall } from './young-heap.ts';

if (isMainThread) {
  host();
} else if (parentPort) {
  capMemory(optionsSchema.parse(workerData).memory);
  // The models' runtime is loaded where it is needed.
  const { serveLane } = await import('./lane.ts');
  await serveLane(parentPort);
}

function host(): void {
  lowerPriority();
  keepYoungHeapSmall();
  hostService(hostPort(), (raw, emit) => {
    const options = optionsSchema.parse(raw);
    capMemory(options.memory);
    let models: Promise<Models> | null = null;
    const load = (): Promise<Models> => {
      models ??= loadModels(import.meta.filename, options);
      return models;
    };
    // An image follows: what it needs is loaded while it is on its way.
    load().catch(() => undefined);
    return new RedactionService(load, emit);
  });
}
