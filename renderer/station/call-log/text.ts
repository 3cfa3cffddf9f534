import callLog from '../../../resources/fr/call-log.json';
import { texts } from '../../ui/text.ts';

export const t = texts(callLog);
