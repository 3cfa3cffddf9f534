import type { AttachablePicture } from '../../../electron/screenshots/index.ts';

/** A masked picture that somebody confirmed. */
export function confirmed(
  over: Partial<AttachablePicture> = {},
): Omit<AttachablePicture, 'id' | 'name' | 'size'> {
  return {
    type: 'image/png',
    width: 4,
    height: 3,
    bytes: new Uint8Array([1, 2, 3]),
    record: {
      engine: 'test',
      kind: 'masked',
      hidden: 2,
      released: 1,
      drawn: 0,
      reveals: [],
      origin: 'window',
      takenAt: 1,
      confirmedAt: 2,
      cropped: false,
    },
    ...over,
  };
}
