/** Entry of the OCR process: an Electron utility process, or a child of Node for the command line and in tests. */
import { hostPort, hostService } from '../../electron/shared/supervised-host.ts';
import { lowerPriority } from './low-priority.ts';
import { capMemory } from './memory-cap.ts';
import { loadModels, type Models } from './models-loaded.ts';
import { optionsSchema } from './protocol.ts';
import { RedactionService } from './service.ts';

lowerPriority();
hostService(hostPort(), (raw, emit) => {
  const { memory } = optionsSchema.parse(raw);
  capMemory(memory);
  let models: Promise<Models> | null = null;
  const load = (): Promise<Models> => {
    models ??= loadModels();
    return models;
  };
  // An image follows: what it needs is loaded while it is on its way.
  load().catch(() => undefined);
  return new RedactionService(load, emit);
});
