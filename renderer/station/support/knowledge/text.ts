import knowledge from '../../../../resources/fr/knowledge.json';
import { texts } from '../../../ui/text.ts';

export const t = texts(knowledge);
