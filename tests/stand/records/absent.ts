import { fail } from '../../../electron/failures/index.ts';
import type { Records } from '../../../electron/records/index.ts';

/** A records process that never answers. */
export const absentRecords: Records = {
  call: async () => fail('Records_NotAnswering'),
  onEvent: () => () => undefined,
  open: () => undefined,
  onStarted: () => () => undefined,
  close: () => undefined,
};
