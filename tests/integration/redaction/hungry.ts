/** A process that takes memory without a pause, while a thread of it looks. */
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { capMemory } from '../../../native/ocr/memory-cap.ts';

const CAP = 300_000_000;
const ENOUGH = 3_000_000_000;

if (isMainThread) {
  new Worker(import.meta.filename).on('message', () => {
    const taken: Buffer[] = [];
    for (let bytes = 0; bytes < ENOUGH; bytes += 10_000_000) taken.push(Buffer.alloc(10_000_000, 1));
    process.exit(0);
  });
} else {
  capMemory(CAP, 20);
  parentPort?.on('message', () => undefined);
  parentPort?.postMessage('looking');
}
