export type { DegradedAccess, DegradedOffer, DegradedPerson } from './ports.ts';
export { DegradedStation, type DegradedStationOptions } from './station.ts';
