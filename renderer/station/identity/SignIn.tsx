import type { Failure } from '../../../electron/failures/index.ts';
import type { CardView } from '../../../electron/ipc/views.ts';
import { Button } from '../../ui/Button.tsx';
import { FailureAlert } from '../../ui/FailureAlert.tsx';
import { Step } from '../shell/Step.tsx';
import { t } from '../text.ts';
import { CardPanel } from './CardPanel.tsx';
import { PinForm } from './PinForm.tsx';

interface SignInProps {
  readonly card: CardView;
  readonly failure: Failure | null;
  readonly onTraining: (() => void) | null;
}

/** First screen: the card is asked for, then its PIN. */
export function SignIn({ card, failure, onTraining }: SignInProps) {
  return (
    <>
      <Step step={1} />
      {card.kind !== 'card-present' && failure && <FailureAlert failure={failure} />}
      <CardPanel title={t('card.title')} card={card} failure={failure}>
        {(present) => (
          <PinForm key={present.holder.cardId} card={present} failure={failure} submit={t('pin.submit')} />
        )}
      </CardPanel>
      {onTraining && card.kind !== 'card-present' && (
        <p className="training-hint">
          <span>{t('card.trainingHint')}</span>
          <Button priority="secondary" small onClick={onTraining}>
            {t('card.openTraining')}
          </Button>
        </p>
      )}
    </>
  );
}
