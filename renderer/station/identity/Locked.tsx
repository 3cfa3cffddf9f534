import { useState } from 'react';
import type { SessionView } from '../../../electron/ipc/rooms/identity.ts';
import type { StationView } from '../../../electron/ipc/rooms/station.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { isLive } from '../../ui/calls.ts';
import { useLeaving } from '../shell/use-leaving.tsx';
import { personName, t } from '../text.ts';
import { LockedCard } from './LockedCard.tsx';
import { OtherWay, type Typed } from './OtherWay.tsx';
import { isInForm, offeredWays } from './progress.ts';
import { useWay } from './use-way.ts';
import { Ways } from './Ways.tsx';

interface LockedProps {
  readonly view: StationView;
  readonly session: Extract<SessionView, { kind: 'locked' }>;
}

/** The card was removed, or nobody was there: the same person goes on; calls are not concerned. */
export function Locked({ view, session }: LockedProps) {
  const { card, signIn, phone } = view;
  const { person, profile, progress, degraded, method, reason } = session;
  const { way, tried, choose } = useWay(progress, method);
  const [typed, setTyped] = useState<Typed>({ identifier: '', psc: null });
  const { leave, question } = useLeaving(phone.calls);
  const name = personName(person);
  const live = phone.calls.filter(isLive).length;
  const failure = way === tried ? session.failure : null;
  const content =
    way === 'card' ? (
      <LockedCard session={session} card={card} signIn={signIn} failure={failure} />
    ) : (
      <>
        <p className="locked__only">{t('locked.only', { name })}</p>
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
      </>
    );
  return (
    <>
      <div className="locked" role="status">
        <span className="icon icon--lock" aria-hidden="true" />
        <div>
          <h1 className="title">{t(reason === 'idle' ? 'locked.idle.title' : 'locked.title')}</h1>
          <p>{t('locked.who', { name, role: profile.role, entity: profile.entity.name })}</p>
        </div>
      </div>
      {live > 0 && (
        <Alert severity="info">
          <p>{live === 1 ? t('locked.call') : t('locked.calls', { count: live })}</p>
        </Alert>
      )}
      {progress && way === progress.way && way !== 'card' && !isInForm(progress) ? (
        <div>{content}</div>
      ) : (
        // Without the portal, only the card proves who is here.
        <Ways offered={degraded ? ['card'] : offeredWays(signIn)} chosen={way} onChoose={choose}>
          {content}
        </Ways>
      )}
      <div className="buttons">
        <Button priority="tertiary" onClick={() => leave('identity.signOut')}>
          {t('header.signOut')}
        </Button>
      </div>
      {question}
    </>
  );
}
