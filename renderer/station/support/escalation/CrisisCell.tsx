import { t } from './text.ts';

/** What the crisis cell is, and who takes part (seed 001). */
export function CrisisCell() {
  return (
    <section>
      <h3>{t('cell.title')}</h3>
      <p>{t('cell.what')}</p>
      <p>{t('cell.where')}</p>
      <p>{t('cell.who')}</p>
      <ul>
        <li>{t('cell.head')}</li>
        <li>{t('cell.technical')}</li>
        <li>{t('cell.telecom')}</li>
      </ul>
    </section>
  );
}
