import escalation from '../../../../resources/fr/escalation.json';
import { texts } from '../../../ui/text.ts';

export const t = texts(escalation);
