export { AttachablePictures, LARGEST_PICTURE, MOST_PICTURES } from './attachable-pictures.ts';
export { READING_TIME, ScreenshotDesk } from './desk.ts';
export type { DeskState, Editing, ShownPicture, Source } from './desk-state.ts';
export type {
  AttachablePicture,
  CaptureTarget,
  DrawnBox,
  Edits,
  PictureOrigin,
  PictureRecord,
  PictureSummary,
  RawPicture,
  Reveal,
  ScreenSource,
} from './ports.ts';
