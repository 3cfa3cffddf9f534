import type { Capabilities, PhoneAction } from '../../../electron/telephony/ports.ts';
import { reasonText } from '../../ui/reason-text.ts';
import { t } from '../text.ts';

const order: readonly PhoneAction[] = ['answer', 'hangUp', 'hold', 'retrieve', 'dial'];

/** What the bar can do on this phone and what it cannot, with the reason. */
export function CapabilityList({ capabilities }: { readonly capabilities: Capabilities }) {
  return (
    <>
      <h2 className="subtitle">{t('ready.capabilities')}</h2>
      <ul className="capabilities">
        {order.map((action) => {
          const capability = capabilities[action];
          return (
            <li key={action} data-available={capability.available}>
              <span
                className={`icon icon--${capability.available ? 'success' : 'error'}`}
                role="img"
                aria-label={t(capability.available ? 'ready.can' : 'ready.cannot')}
              />
              <div>
                {t(`action.${action}`)}
                {!capability.available && <p className="discreet">{reasonText(capability.reason)}</p>}
              </div>
            </li>
          );
        })}
      </ul>
    </>
  );
}
