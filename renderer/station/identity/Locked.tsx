import type { CardView, SessionView } from '../../../electron/ipc/views.ts';
import type { Call } from '../../../electron/telephony/ports.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { isLive } from '../../ui/calls.ts';
import { FailureAlert } from '../../ui/FailureAlert.tsx';
import { useLeaving } from '../shell/use-leaving.tsx';
import { personName, t } from '../text.ts';
import { CardPanel } from './CardPanel.tsx';
import { PinForm } from './PinForm.tsx';

interface LockedProps {
  readonly session: Extract<SessionView, { kind: 'locked' }>;
  readonly card: CardView;
  readonly calls: readonly Call[];
}

/** The card was removed: the same one and its PIN go on; calls are not concerned. */
export function Locked({ session, card, calls }: LockedProps) {
  const { person, profile, busy, failure } = session;
  const name = personName(person);
  const isOther = card.kind === 'card-present' && !card.inUse;
  const { leave, question } = useLeaving(calls);
  const live = calls.filter(isLive).length;
  return (
    <>
      <div className="locked" role="status">
        <span className="icon icon--lock" aria-hidden="true" />
        <div>
          <h1 className="title">{t('locked.title')}</h1>
          <p>{t('locked.who', { name, role: profile.role, entity: profile.entity.name })}</p>
        </div>
      </div>
      {live > 0 && (
        <Alert severity="info">
          <p>{live === 1 ? t('locked.call') : t('locked.calls', { count: live })}</p>
        </Alert>
      )}
      {card.kind !== 'card-present' && failure && <FailureAlert failure={failure} />}
      <CardPanel
        title={t('locked.insert', { name })}
        card={card}
        failure={isOther ? { code: 'Identity_OtherCard' } : failure}
      >
        {(present) =>
          present.inUse ? (
            <PinForm
              key={present.holder.cardId}
              card={present}
              failure={failure}
              submit={t('pin.unlock')}
              busy={busy}
            />
          ) : (
            <Alert severity="warning" title={t('locked.other', { name })}>
              <p>{t('locked.otherText', { name, other: personName(present.holder) })}</p>
            </Alert>
          )
        }
      </CardPanel>
      <div className="buttons">
        <Button priority="tertiary" onClick={() => leave('identity.signOut')}>
          {t('header.signOut')}
        </Button>
      </div>
      {question}
    </>
  );
}
