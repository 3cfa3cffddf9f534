import outbox from '../../../../resources/fr/outbox.json';
import { texts } from '../../../ui/text.ts';

export const t = texts(outbox);
