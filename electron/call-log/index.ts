export { CallLog, type CallLogOptions, type CallLogState } from './call-log.ts';
export { csvColumns, csvRow } from './csv.ts';
export type { LogStore } from './ports.ts';
export { recordsStore } from './records-store.ts';
