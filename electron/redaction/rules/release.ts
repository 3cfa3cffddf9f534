import type { AllowList } from './allow-list.ts';
import type { Box } from './box.ts';
import { type IdentifierKind, identifiersIn } from './identifiers.ts';
import type { RawImage } from './image.ts';
import { inkColumns } from './ink.ts';
import { explainsInk, isConfident, type Reading, textOf } from './reading.ts';

/** Why a segment stays hidden: what it looks like, or that it was not read. */
export type Suspicion = IdentifierKind | 'text' | 'unread';

/** Whether the segment in `box` may be shown; all of these, or it stays hidden. */
export function mayShow(reading: Reading, box: Box, image: RawImage, allowList: AllowList): boolean {
  return (
    allowList.allows(textOf(reading)) &&
    isConfident(reading) &&
    explainsInk(reading, inkColumns(image, box), box.width, box.height)
  );
}

/** A word for the person who looks at the masked picture; never what was read. */
export function suspicionOf(reading: Reading | null): Suspicion {
  if (!reading) return 'unread';
  return identifiersIn(textOf(reading))[0]?.kind ?? 'text';
}
