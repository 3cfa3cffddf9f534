import common from '../../resources/fr/common.json';
import dial from '../../resources/fr/dial.json';
import { texts } from '../ui/text.ts';

export const t = texts({ ...common, ...dial });
