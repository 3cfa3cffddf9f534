import type { Box } from './box.ts';
import type { Mask } from './mask.ts';
import type { Suspicion } from './release.ts';

/** A place that stays hidden, and what it looks like. */
export interface Hidden {
  readonly box: Box;
  readonly suspicion: Suspicion;
}

/** What of the engine did not work; each lessens what is shown, never what is hidden. */
export type Shortfall = 'locator' | 'detector' | 'reader' | 'deadline' | 'second-look';

export interface Counts {
  readonly segments: number;
  readonly read: number;
  readonly released: number;
  /** Released at first and hidden again by the second look. */
  readonly retracted: number;
}

/** The mask to be painted; there is none that shows the original. */
export interface Outcome {
  /** Full where a locator failed or the second look could not be had. */
  readonly kind: 'masked' | 'fully-masked';
  readonly mask: Mask;
  readonly hidden: readonly Hidden[];
  readonly shortfalls: readonly Shortfall[];
  readonly counts: Counts;
}
