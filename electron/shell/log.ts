import { join } from 'node:path';
import log from 'electron-log/main.js';
import { scrub } from '../shared/scrub.ts';

export interface Log {
  info(message: string): void;
  warn(message: string): void;
  /** An error's stack is kept, its values are scrubbed like the rest. */
  error(message: string, error?: unknown): void;
}

/** Opens the log in `directory`: one file of at most 5 MB and the one before; every line through the scrubber. */
export function openLog(directory: string): Log {
  log.transports.file.resolvePathFn = () => join(directory, 'bandeau.log');
  log.transports.file.maxSize = 5 * 1024 * 1024;
  log.transports.file.level = 'info';
  log.transports.console.level = process.env.BANDEAU_LOG === 'console' ? 'info' : false;
  log.transports.ipc.level = false;
  return {
    info: (message) => log.info(scrub(message)),
    warn: (message) => log.warn(scrub(message)),
    error: (message, error) => log.error(scrub(describe(message, error))),
  };
}

function describe(message: string, error: unknown): string {
  if (error instanceof Error) return `${message}: ${error.stack ?? error.message}`;
  return error === undefined ? message : `${message}: ${typeof error}`;
}
