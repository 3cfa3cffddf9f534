/** Entry of the card process: an Electron utility process, or a child of Node in the tests. */
import type { CardRequest } from './protocol.ts';
import { createCardService, type ServicePort } from './service.ts';

// Absent outside of Electron, whatever its types say.
const parent: Electron.ParentPort | undefined = process.parentPort;

const electronPort = (port: Electron.ParentPort): ServicePort => ({
  post: (reply) => port.postMessage(reply),
  onRequest: (listener) => port.on('message', ({ data }: { data: CardRequest }) => listener(data)),
});

const nodePort: ServicePort = {
  post: (reply) => process.send?.(reply),
  onRequest: (listener) => {
    process.on('message', (request: CardRequest) => listener(request));
    process.once('disconnect', () => process.exit());
  },
};

createCardService(parent ? electronPort(parent) : nodePort);
