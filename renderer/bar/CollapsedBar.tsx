import type { PhoneView } from '../../electron/ipc/rooms/telephony.ts';
import { endingName, isLive } from '../ui/calls.ts';
import type { LayoutProps } from './Bar.tsx';
import { CallCard } from './CallCard.tsx';
import { Troubles } from './Troubles.tsx';
import { t, who } from './text.ts';

/** The bar as a small handle: environment, what is wrong, leading call, number of calls, and answer or hang up. */
export function CollapsedBar({ view, lead, actions }: LayoutProps) {
  const { environment, phone, locked, degraded } = view;
  const live = phone.calls.filter(isLive).length;
  const trouble = troubleOf(phone);
  const ending = endingName(lead);
  return (
    <>
      <span className="environment environment--short" data-kind={environment.kind} title={environment.label}>
        {environment.label.slice(0, 1)}
      </span>
      {locked && <Mark icon="lock" label={t('lockedHint')} />}
      {degraded && <Mark icon="warning" label={t('degradedHint')} />}
      {trouble && <Mark {...trouble} />}
      {live === 0 && <Troubles troubles={view.troubles} />}
      <section className="calls" aria-label={t('calls')}>
        {lead ? <CallCard call={lead} short /> : <p className="idle">{trouble?.label ?? t('noCall')}</p>}
        {live > 1 && (
          <span className="count" title={t('callCount.many', { count: live })}>
            <span aria-hidden="true">+{live - 1}</span>
            <span className="fr-sr-only">{t('callCount.many', { count: live })}</span>
          </span>
        )}
      </section>
      {isLive(lead) && (
        <>
          {lead.state === 'ringing' && phone.capabilities.answer.available && (
            <IconAction
              look="answer"
              label={t('action.withCall', { action: t('action.answer'), who: who(lead) })}
              pending={actions.pending.includes('answer')}
              onAct={() => actions.act({ action: 'answer', callId: lead.id }, lead)}
            />
          )}
          {phone.capabilities.hangUp.available && (
            <IconAction
              look={ending}
              label={t('action.withCall', { action: t(`action.${ending}`), who: who(lead) })}
              pending={actions.pending.includes('hangUp')}
              onAct={() => actions.act({ action: 'hangUp', callId: lead.id }, lead)}
            />
          )}
        </>
      )}
    </>
  );
}

interface MarkProps {
  readonly icon: string;
  readonly label: string;
  readonly bad?: boolean;
}

/** What stands between the phone and its calls, in the room of an icon; null when nothing does. */
function troubleOf({ link, phoneRegistered }: PhoneView): MarkProps | null {
  if (link.kind === 'stale') return { icon: 'stale', label: t('link.staleShort'), bad: true };
  if (link.kind === 'down') return { icon: 'stale', label: t('link.down'), bad: true };
  if (link.kind === 'connecting') return { icon: 'link', label: t('link.connecting') };
  return phoneRegistered ? null : { icon: 'error', label: t('unregisteredShort'), bad: true };
}

function Mark({ icon, label, bad = false }: MarkProps) {
  return (
    <span className={`icon icon--${icon} mark`} data-bad={bad} role="img" aria-label={label} title={label} />
  );
}

interface IconActionProps {
  readonly look: 'answer' | 'hangUp' | 'refuse';
  readonly label: string;
  readonly pending: boolean;
  readonly onAct: () => void;
}

function IconAction({ look, label, pending, onAct }: IconActionProps) {
  return (
    <button
      type="button"
      className={`action action--${look}`}
      aria-disabled={pending}
      title={label}
      onClick={pending ? undefined : onAct}
    >
      <span className="icon icon--phone" aria-hidden="true" />
      <span className="fr-sr-only">{label}</span>
    </button>
  );
}
