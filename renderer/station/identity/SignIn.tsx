import { useState } from 'react';
import type { SessionView } from '../../../electron/ipc/rooms/identity.ts';
import type { StationView } from '../../../electron/ipc/rooms/station.ts';
import { Button } from '../../ui/Button.tsx';
import { Step } from '../shell/Step.tsx';
import { t } from '../text.ts';
import { Authenticating } from './Authenticating.tsx';
import { CardWay } from './CardWay.tsx';
import { OtherWay, type Typed } from './OtherWay.tsx';
import { isInForm, offeredWays } from './progress.ts';
import { useWay } from './use-way.ts';
import { Ways } from './Ways.tsx';

interface SignInProps {
  readonly view: StationView;
  readonly session: Extract<SessionView, { kind: 'signed-out' | 'signing-in' }>;
  readonly onTraining: (() => void) | null;
}

/** First screen: the ways to sign in, the card first; then what the chosen one asks next. */
export function SignIn({ view, session, onTraining }: SignInProps) {
  const { card, signIn } = view;
  const progress = session.kind === 'signing-in' ? session.progress : null;
  const { way, tried, choose } = useWay(progress, 'card');
  const [typed, setTyped] = useState<Typed>({ identifier: '', psc: null });
  const [wantsDegraded, setWantsDegraded] = useState(false);
  const failure = session.kind === 'signed-out' && way === tried ? session.failure : null;

  if (progress?.way === 'card' && way === 'card') return <Authenticating holderName={progress.holderName} />;
  const content =
    way === 'card' ? (
      <CardWay
        card={card}
        signIn={signIn}
        failure={failure}
        wantsDegraded={wantsDegraded}
        onWantDegraded={setWantsDegraded}
      />
    ) : (
      <OtherWay
        way={way}
        signIn={signIn}
        card={card}
        progress={progress}
        failure={failure}
        typed={typed}
        onTyped={setTyped}
        onUseCard={() => choose('card')}
      />
    );
  return (
    <>
      <Step step={1} />
      {progress && way === progress.way && !isInForm(progress) ? (
        <div>{content}</div>
      ) : (
        <Ways offered={offeredWays(signIn)} chosen={way} onChoose={choose}>
          {content}
        </Ways>
      )}
      {onTraining && (way !== 'card' || card.kind !== 'card-present') && !progress && (
        <p className="training-hint">
          <span>{t(`card.trainingHint.${way}`)}</span>
          <Button priority="secondary" small onClick={onTraining}>
            {t('card.openTraining')}
          </Button>
        </p>
      )}
    </>
  );
}
