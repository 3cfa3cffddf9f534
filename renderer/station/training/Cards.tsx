import type { TrainingView } from '../../../electron/ipc/rooms/training.ts';
import { Button } from '../../ui/Button.tsx';
import { stationBridge } from '../../ui/bridge.ts';
import { FailureAlert } from '../../ui/FailureAlert.tsx';
import { useIntent } from '../../ui/use-intent.ts';
import { t } from '../text.ts';
import { Section } from './Section.tsx';

/** The simulated cards and what each person types to sign in, by card or without it. */
export function Cards({ inserted, cards }: Pick<TrainingView, 'inserted' | 'cards'>) {
  const insert = useIntent((cardId: string) => stationBridge.ask('training.insertCard', { cardId }));
  const present = cards.find(({ id }) => id === inserted);
  return (
    <Section title={t('training.cards')}>
      <p className="training__reader" role="status">
        <span>
          {t('training.reader')}
          <strong>{present?.name ?? t('training.readerEmpty')}</strong>
        </span>
        {present && (
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
        {cards.map((card) => (
          <li key={card.id} data-inserted={card.id === inserted}>
            <Person card={card} />
            {card.id !== inserted && (
              <Button
                small
                priority="secondary"
                label={t('training.insertCard', { name: card.name })}
                onClick={() => void insert.run(card.id)}
              >
                {t('training.insert')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Person({ card }: { readonly card: TrainingView['cards'][number] }) {
  const { name, kind, pin, note, otp, rpps } = card;
  const ways = [
    ...(otp
      ? ([
          ['identifier', otp.identifier],
          ['password', otp.password],
        ] as const)
      : []),
    ...(rpps ? ([['rpps', rpps]] as const) : []),
  ];
  return (
    <div className="training__person">
      <strong>{name}</strong> <span className="discreet">{kind}</span>
      <div className="training__pin">{t('training.pin', { pin })}</div>
      {ways.length > 0 && (
        <dl className="training__ways">
          {ways.map(([way, value]) => (
            <div key={way}>
              <dt>{t(`training.${way}`)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {note && <div className="discreet">{note}</div>}
    </div>
  );
}
