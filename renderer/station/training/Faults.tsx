import { useId } from 'react';
import type { TrainingView } from '../../../electron/ipc/rooms/training.ts';
import type { TrainingDamage } from '../../../native/card/protocol.ts';
import { stationBridge } from '../../ui/bridge.ts';
import { FailureAlert } from '../../ui/FailureAlert.tsx';
import { useIntent } from '../../ui/use-intent.ts';
import { t } from '../text.ts';
import { Section } from './Section.tsx';
import { TelephonyFaults } from './TelephonyFaults.tsx';

const damages: readonly TrainingDamage[] = [
  'none',
  'unknown-card',
  'expired',
  'not-yet-valid',
  'pin-blocked',
  'silent',
  'no-reader',
  'service-stopped',
  'middleware-missing',
];

interface FaultsProps extends Pick<TrainingView, 'damage' | 'portalBroken'> {
  readonly telephonyFault: TrainingView['telephony']['fault'];
  readonly bound: boolean;
}

/** What can be broken, to train on it: the card and its reader, the telephone, the portal. */
export function Faults({ damage, portalBroken, telephonyFault, bound }: FaultsProps) {
  const id = useId();
  const cut = useIntent((broken: boolean) => stationBridge.ask('training.breakPortal', { broken }));
  return (
    <Section title={t('training.faults')}>
      <label className="fr-label" htmlFor={id}>
        {t('training.damage')}
      </label>
      <select
        id={id}
        className="fr-select"
        value={damage}
        onChange={(event) => {
          const chosen = damages.find((one) => one === event.target.value);
          if (chosen) void stationBridge.ask('training.damageCard', { damage: chosen });
        }}
      >
        {damages.map((one) => (
          <option key={one} value={one}>
            {t(`training.damage.${one}`)}
          </option>
        ))}
      </select>
      {damage === 'silent' && (
        <p className="training__hint" role="status">
          {t('training.damageHint.silent')}
        </p>
      )}
      <TelephonyFaults fault={telephonyFault} bound={bound} />
      <label className="training__cut">
        <input
          type="checkbox"
          checked={portalBroken}
          onChange={(event) => void cut.run(event.target.checked)}
        />
        {t('training.breakPortal')}
      </label>
      {cut.failure && <FailureAlert failure={cut.failure} onClose={cut.clear} />}
      <p className="training__hint" role="status">
        {portalBroken && t('training.portalBroken')}
      </p>
    </Section>
  );
}
