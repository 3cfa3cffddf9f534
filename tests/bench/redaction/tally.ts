import type { Score } from './score.ts';

/** Scores added up. */
export class Tally {
  spans = 0;
  leaked = 0;
  labels = 0;
  labelsKept = 0;
  readonly kinds = new Map<string, { spans: number; leaked: number }>();

  add({ labels, labelsKept, kinds }: Score): void {
    this.labels += labels;
    this.labelsKept += labelsKept;
    for (const [kind, { spans, leaked }] of kinds) {
      const known = this.kinds.get(kind) ?? { spans: 0, leaked: 0 };
      this.kinds.set(kind, { spans: known.spans + spans, leaked: known.leaked + leaked });
      this.spans += spans;
      this.leaked += leaked;
    }
  }

  /** In per cent. */
  get lost(): number {
    return this.labels === 0 ? 0 : 100 * (1 - this.labelsKept / this.labels);
  }
}
