import { useId } from 'react';
import type { TrainingView } from '../../../electron/ipc/rooms/training.ts';
import { formatPhoneNumber } from '../../ui/phone-number.ts';
import { t } from '../text.ts';
import { Callers } from './Callers.tsx';
import { Cards } from './Cards.tsx';
import { Faults } from './Faults.tsx';
import { Inbox } from './Inbox.tsx';
import { OtherSide } from './OtherSide.tsx';
import { Room } from './Room.tsx';
import { Section } from './Section.tsx';
import './training.css';

interface TrainingPanelProps {
  readonly training: TrainingView;
  /** Whether a phone is there to ring. */
  readonly bound: boolean;
  readonly onClose: () => void;
}

/** Everything that is simulated in training: messages, cards and their damages, phones, callers. */
export function TrainingPanel({ training, bound, onClose }: TrainingPanelProps) {
  const titleId = useId();
  const { messages, ecps, inserted, cards, damage, portalBroken, phones, callers, telephony } = training;
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
      <Inbox messages={messages} ecps={ecps} />
      <Cards inserted={inserted} cards={cards} />
      <Faults damage={damage} portalBroken={portalBroken} telephonyFault={telephony.fault} bound={bound} />
      <Section title={t('training.phones')}>
        <ul className="training__list">
          {phones.map(({ number, label }) => (
            <li key={number}>
              <span>{label}</span>
              <strong className="training__number">{formatPhoneNumber(number)}</strong>
            </li>
          ))}
        </ul>
      </Section>
      <Callers callers={callers} bound={bound} />
      <OtherSide bound={bound} />
      <Room callers={callers} activity={telephony.activity} bound={bound} />
    </aside>
  );
}
