import { z } from 'zod';
import type { AllowListSource } from './rules/allow-list.ts';
import { formatNames } from './rules/formats.ts';

const schema = z.strictObject({
  /** Of this file's shape. */
  version: z.literal(1),
  labels: z.array(z.string().trim().min(1).max(300)).max(50_000),
  formats: z.array(z.enum(formatNames)).default([]),
});

/** An allow-list as a file holds it; null where it is none. */
export function readAllowList(text: string): AllowListSource | null {
  try {
    const { labels, formats } = schema.parse(JSON.parse(text.replace(/^\uFEFF/, '')));
    return { labels, formats };
  } catch {
    return null;
  }
}
