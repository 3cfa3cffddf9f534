import tickets from '../../../../resources/fr/tickets.json';
import { texts } from '../../../ui/text.ts';

export const t = texts(tickets);
