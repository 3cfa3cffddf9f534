import { t } from '../../text.ts';

/** PSC's own warning (seed 004): a request that one did not start is somebody else's. */
export function Warning() {
  return (
    <div className="psc-warning">
      <span className="icon icon--warning" aria-hidden="true" />
      <div>
        <p className="psc-warning__title">{t('psc.warning.title')}</p>
        <p>{t('psc.warning')}</p>
      </div>
    </div>
  );
}
