import outage from '../../resources/fr/outage.json';
import { texts } from './text.ts';

/** What an operator reads of an outage of the telephony, on the bar and on the station. */
export const outageText = texts(outage);
