import { z } from 'zod';
import { letterId } from '../../support/rules/schemas.ts';

export const serviceRequests = {
  'requests.ask': z.strictObject({
    id: z.string().min(1).max(60),
    answers: z.record(z.string().max(40), z.string().max(4_000)),
    /** Where they are kept. */
    draft: letterId,
  }),
} as const;
