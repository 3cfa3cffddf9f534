import type { Carrier } from '../support/index.ts';

/** Long enough that one sees a report on its way; ms a step. */
const STEP_MS = 700;
const FIRST_TICKET = 1_001;

/** The support as it answers in training: each report gets a number, and nothing leaves the program. */
export function trainingDesk(pause: (ms: number) => Promise<void> = paused): Carrier {
  let last = FIRST_TICKET - 1;
  return {
    channels: [{ name: 'training', whole: false }],
    carry: async (_channel, { step, ticket }) => {
      await pause(STEP_MS);
      if (step.kind !== 'create') return { kind: 'done', ticket };
      last += 1;
      return { kind: 'done', ticket: `${last}` };
    },
  };
}

function paused(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
