import type { AllowList } from './allow-list.ts';
import type { Budget, TextReader } from './ports.ts';
import { textOf } from './reading.ts';

interface Eyes {
  readonly reader: TextReader;
  readonly allowList: AllowList;
  readonly budget: Budget;
}

/** Reading a label again, with care, takes this much of what it took at first. */
const AGAIN = 1.4;
/** Where a label shows, text is looked for again: of the whole picture, at most this share for each of them. */
const AROUND = 1 / 12;

/**
 * The same reader, with the time that the second look will need kept from its budget: what the second look has no time
 * for is hidden again. Each label that will show is read once more, and looked around as `locating` did everywhere, in
 * milliseconds. Where none shows there is nothing to be kept: a slow start must not be the reason why nothing is read.
 */
export function keepingTime(eyes: Eyes, locating: number): Eyes {
  const { reader, budget, allowList } = eyes;
  let [rereading, around] = [0, 0];
  return {
    ...eyes,
    budget: { left: () => budget.left() - rereading - Math.min(around, locating) },
    reader: {
      ...reader,
      read: async (image, box, how) => {
        const before = budget.left();
        const reading = await reader.read(image, box, how);
        if (reading && allowList.allows(textOf(reading))) {
          rereading += (AGAIN * (before - budget.left())) / reader.lanes;
          around += AROUND * locating;
        }
        return reading;
      },
    },
  };
}
