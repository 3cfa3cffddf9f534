export { recordsKey } from './records-key.ts';
export { createRecords, type Records, type RecordsProcessOptions } from './records-process.ts';
