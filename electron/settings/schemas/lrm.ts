import { z } from 'zod';
import { protectedBy } from './protected-address.ts';

const receiverSchema = z.strictObject({
  /** Where events are posted, which name callers; `http` on this machine only. */
  url: z.url({ protocol: /^https?$/ }).refine(protectedBy('https:'), 'adresse https:// attendue'),
  /** File with the key that signs them: `whsec_` and 24 to 64 bytes in base64. */
  secretFile: z.string().min(1),
  /** PEM file of the authority that signed the receiver's certificate, where it is not a public one. */
  authorityFile: z.string().min(1).optional(),
});

const commandsSchema = z.strictObject({
  /** Port on 127.0.0.1. */
  port: z.int().min(1_024).max(65_535),
  /** File with the token that commands carry: 32 printable characters at least. */
  tokenFile: z.string().min(1),
  /** Origins of the pages that may command; programs send none. */
  origins: z
    .array(z.url({ protocol: /^https?$/ }))
    .max(20)
    .default([]),
});

export const lrmSchema = z.strictObject({
  /** Who is told of calls. */
  receivers: z.array(receiverSchema).max(4).default([]),
  /** Milliseconds within which a receiver has to answer. */
  timeout: z.int().min(500).max(60_000).default(5_000),
  /** Minutes after which what only helps at once (a call that was answered, a file to show) is given up. */
  expireMinutes: z.number().min(0.5).max(1_440).default(5),
  /** Minutes after which what still helps later (a call that ended, a correlation) is given up. */
  expireRecordMinutes: z.number().min(0.5).max(10_080).default(1_440),
  /** Commands of the regulation software; not listened for where this is absent. */
  commands: commandsSchema.optional(),
});

export type LrmConfiguration = z.infer<typeof lrmSchema>;
