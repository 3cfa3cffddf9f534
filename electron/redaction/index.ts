export type { Finding, MaskedPicture, Provenance, RedactedFile } from '../../native/ocr/protocol.ts';
export { readAllowList } from './allow-list-file.ts';
export type {
  Redaction,
  RedactionJob,
  RedactionPreview,
  RedactionProgress,
  Submission,
  SubmittedImage,
} from './ports.ts';
export { createRedaction } from './redaction-process.ts';
export type { AllowListSource } from './rules/allow-list.ts';
export type { Box } from './rules/box.ts';
export { shippedLists } from './shipped-lists.ts';
export { readSiteLists } from './site-lists.ts';
