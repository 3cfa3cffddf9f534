import report from '../../../../resources/fr/report.json';
import { texts } from '../../../ui/text.ts';

export const t = texts(report);
