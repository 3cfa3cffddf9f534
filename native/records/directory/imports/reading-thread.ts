import { parentPort, workerData } from 'node:worker_threads';
import { readImportFile } from './read-file.ts';

// Entry of the thread that reads a file (`read-in-thread.ts`): entries in lists, then how it went.
const file = await readImportFile(String(workerData), (entries) => parentPort?.postMessage(entries));
parentPort?.postMessage(file);
