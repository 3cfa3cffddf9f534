import type { Capabilities } from '../../../electron/telephony/ports.ts';
import { reasonText } from '../../ui/reason-text.ts';
import { t } from '../text.ts';
import { capabilityOrder } from './capability-order.ts';

/** What the bar can do on this phone and what it cannot, with each reason once. */
export function CapabilityList({ capabilities }: { readonly capabilities: Capabilities }) {
  const all = capabilityOrder.map((action) => ({ action, capability: capabilities[action] }));
  const reasons = new Set(all.flatMap(({ capability }) => (capability.available ? [] : [capability.reason])));
  return (
    <>
      <h2 className="subtitle">{t('ready.capabilities')}</h2>
      <ul className="capabilities">
        {all.map(({ action, capability: { available } }) => (
          <li key={action} data-available={available}>
            <span
              className={`icon icon--${available ? 'success' : 'error'}`}
              role="img"
              aria-label={t(available ? 'ready.can' : 'ready.cannot')}
            />
            {t(`action.${action}`)}
          </li>
        ))}
      </ul>
      {[...reasons].map((reason) => (
        <p key={reason} className="discreet">
          {reasonText(reason)}
        </p>
      ))}
    </>
  );
}
