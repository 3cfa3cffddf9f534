import support from '../../../resources/fr/support-panel.json';
import { texts } from '../../ui/text.ts';

export const t = texts(support);
