import { z } from 'zod';

export const callLogSchema = z.strictObject({
  /** Days that the call log is kept. */
  days: z.int().min(1).max(3_650).default(90),
});
