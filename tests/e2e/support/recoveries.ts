import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

/** How long each recovery took, in milliseconds, for the reports. */
const file = join(import.meta.dirname, '../../../out/test/resilience.json');

const recoveriesSchema = z.record(z.string(), z.number());
const recoveries: Record<string, number> = {};

export function recordRecovery(what: string, milliseconds: number): void {
  recoveries[what] = Math.round(milliseconds);
}

/** Prints what was recorded, and adds it to what other files recorded. */
export function writeRecoveries(): void {
  console.table(recoveries);
  const before = existsSync(file) ? recoveriesSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : {};
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ ...before, ...recoveries }, null, 2)}\n`);
}
