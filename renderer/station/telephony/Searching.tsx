import { Button } from '../../ui/Button.tsx';
import { stationBridge } from '../../ui/bridge.ts';
import { formatPhoneNumber } from '../../ui/phone-number.ts';
import { t } from '../text.ts';

/** The phone of a number is being looked for. */
export function Searching({ number }: { readonly number: string }) {
  return (
    <section className="waiting" aria-busy="true">
      <h2 className="title">{t('phone.searching', { number: formatPhoneNumber(number) })}</h2>
      <p className="busy" role="status">
        {t('phone.searchingHint')}
      </p>
      <Button priority="secondary" onClick={() => void stationBridge.ask('phone.unbind', undefined)}>
        {t('phone.otherNumber')}
      </Button>
    </section>
  );
}
