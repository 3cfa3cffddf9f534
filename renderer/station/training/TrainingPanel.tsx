import { useId } from 'react';
import type { TrainingView } from '../../../electron/ipc/views.ts';
import type { TrainingDamage } from '../../../native/card/protocol.ts';
import { Button } from '../../ui/Button.tsx';
import { stationBridge } from '../../ui/bridge.ts';
import { FailureAlert } from '../../ui/FailureAlert.tsx';
import { formatPhoneNumber } from '../../ui/phone-number.ts';
import { useIntent } from '../../ui/use-intent.ts';
import { t } from '../text.ts';
import './training.css';

interface TrainingPanelProps {
  readonly training: TrainingView;
  /** Whether a phone is there to ring. */
  readonly bound: boolean;
  readonly onClose: () => void;
}

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

/** Everything that is simulated in training: cards and their damages, phones, callers. */
export function TrainingPanel({ training, bound, onClose }: TrainingPanelProps) {
  const titleId = useId();
  const damageId = useId();
  const insert = useIntent((cardId: string) => stationBridge.ask('training.insertCard', { cardId }));
  const call = useIntent((callerId: string) => stationBridge.ask('training.call', { callerId }));
  const inserted = training.cards.find(({ id }) => id === training.inserted);
  return (
    <aside className="training" id="training" aria-labelledby={titleId}>
      <div className="panel__head">
        <h2 className="panel__title" id={titleId}>
          {t('training.title')}
        </h2>
        <button type="button" className="tool" onClick={onClose}>
          {t('close')}
          <span className="icon icon--close" aria-hidden="true" />
        </button>
      </div>
      <p className="discreet">{t('training.intro')}</p>

      <h3 className="subtitle">{t('training.cards')}</h3>
      <p className="training__reader" role="status">
        <span>
          {t('training.reader')}
          <strong>{inserted?.name ?? t('training.readerEmpty')}</strong>
        </span>
        {inserted && (
          <Button
            small
            priority="secondary"
            onClick={() => void stationBridge.ask('training.removeCard', undefined)}
          >
            {t('training.remove')}
          </Button>
        )}
      </p>
      {insert.failure && <FailureAlert failure={insert.failure} onClose={insert.clear} />}
      <ul className="training__list">
        {training.cards.map(({ id, name, kind, pin, note }) => (
          <li key={id} data-inserted={id === training.inserted}>
            <div>
              <strong>{name}</strong> <span className="discreet">{kind}</span>
              <div className="training__pin">{t('training.pin', { pin })}</div>
              {note && <div className="discreet">{note}</div>}
            </div>
            {id !== training.inserted && (
              <Button
                small
                priority="secondary"
                label={t('training.insertCard', { name })}
                onClick={() => void insert.run(id)}
              >
                {t('training.insert')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <label className="fr-label" htmlFor={damageId}>
        {t('training.damage')}
      </label>
      <select
        id={damageId}
        className="fr-select"
        value={training.damage}
        onChange={(event) => {
          const damage = damages.find((one) => one === event.target.value);
          if (damage) void stationBridge.ask('training.damageCard', { damage });
        }}
      >
        {damages.map((damage) => (
          <option key={damage} value={damage}>
            {t(`training.damage.${damage}`)}
          </option>
        ))}
      </select>
      {training.damage === 'silent' && (
        <p className="training__hint" role="status">
          {t('training.damageHint.silent')}
        </p>
      )}

      <h3 className="subtitle">{t('training.phones')}</h3>
      <ul className="training__list">
        {training.phones.map(({ number, label }) => (
          <li key={number}>
            <span>{label}</span>
            <strong className="training__number">{formatPhoneNumber(number)}</strong>
          </li>
        ))}
      </ul>

      <h3 className="subtitle">{t('training.callers')}</h3>
      {!bound && <p className="discreet">{t('training.callHint')}</p>}
      {call.failure && <FailureAlert failure={call.failure} onClose={call.clear} />}
      <ul className="training__list">
        {training.callers.map(({ id, label }) => (
          <li key={id}>
            <span>{label}</span>
            <Button
              small
              priority="secondary"
              disabled={!bound}
              label={t('training.callFrom', { caller: label })}
              onClick={() => void call.run(id)}
            >
              {t('training.call')}
            </Button>
          </li>
        ))}
      </ul>
    </aside>
  );
}
