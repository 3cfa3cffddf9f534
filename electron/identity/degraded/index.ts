export type { DegradedAccess, DegradedPerson } from './ports.ts';
export { DegradedStation, type DegradedStationOptions } from './station.ts';
