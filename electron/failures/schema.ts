import { z } from 'zod';
import { catalogue, type FailureCode } from './catalogue.ts';

const code = z.custom<FailureCode>((value) => typeof value === 'string' && Object.hasOwn(catalogue, value));

/** A failure that comes from another process. Not in the index: pages know failures, and not the validation library. */
export const failureSchema = z.object({
  code,
  parameters: z.record(z.string(), z.union([z.string(), z.number()])).exactOptional(),
  left: code.exactOptional(),
});
