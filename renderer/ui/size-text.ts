import common from '../../resources/fr/common.json';
import { texts } from './text.ts';

const t = texts(common);
const decimal = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 1 });

/** « 1,2 Mo » */
export function sizeText(bytes: number): string {
  const kilo = bytes / 1024;
  return kilo < 1024
    ? t('size.kilo', { value: Math.max(1, Math.round(kilo)) })
    : t('size.mega', { value: decimal.format(kilo / 1024) });
}
