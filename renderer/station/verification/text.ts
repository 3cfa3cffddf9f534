import verification from '../../../resources/fr/verification.json';
import { texts } from '../../ui/text.ts';

export const t = texts(verification);
