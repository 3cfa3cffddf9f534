import type { CallView, PhoneView } from '../../electron/ipc/rooms/telephony.ts';
import { barBridge } from '../ui/bridge.ts';
import { endingName, isLive, mainAction } from '../ui/calls.ts';
import { retrieval } from '../ui/secondary-verbs.ts';
import { ActionButton } from './ActionButton.tsx';
import type { Reasons } from './reasons.ts';
import { t, who } from './text.ts';
import type { Actions as ActionsState } from './use-actions.ts';

interface ActionsProps {
  readonly lead: CallView | null;
  readonly phone: PhoneView;
  readonly reasons: Reasons;
  readonly actions: ActionsState;
  readonly expanded: boolean;
}

const icons = { answer: 'phone', hold: 'hold', retrieve: 'retrieve' } as const;

/** The commands, each in a place that does not move: what the leading call needs, hang up, new call, and the others. */
export function Actions({ lead, phone, reasons, actions, expanded }: ActionsProps) {
  const labelFor = (name: 'answer' | 'hold' | 'retrieve' | 'hangUp' | 'refuse') =>
    isLive(lead)
      ? t('action.withCall', { action: t(`action.${name}`), who: who(lead) })
      : t(`action.${name}`);
  const main = mainAction(lead);
  const ending = endingName(lead);
  const { pending } = actions;

  return (
    <div className="actions" role="toolbar" aria-label={t('actions')}>
      {main && lead ? (
        <ActionButton
          action={main}
          icon={icons[main]}
          text={t(`action.${main}`)}
          shortText={main === 'hold' ? t('short.action.hold') : undefined}
          label={labelFor(main)}
          reason={reasons.of(main)}
          pending={pending.includes(main) || (main === 'retrieve' && pending.includes('alternate'))}
          onAct={() =>
            actions.act(
              main === 'retrieve' ? retrieval(lead, phone) : { action: main, callId: lead.id },
              lead,
            )
          }
        />
      ) : (
        <div className="action-slot" />
      )}
      <ActionButton
        action="hangUp"
        look={ending}
        icon="phone"
        text={t(`action.${ending}`)}
        label={labelFor(ending)}
        reason={isLive(lead) ? reasons.of('hangUp') : t('reason.noCall')}
        pending={pending.includes('hangUp')}
        onAct={() => isLive(lead) && actions.act({ action: 'hangUp', callId: lead.id }, lead)}
      />
      <ActionButton
        action="dial"
        icon="new-call"
        text={t('action.dial')}
        shortText={t('short.action.dial')}
        label={t('action.dial')}
        reason={reasons.ofDial}
        pending={pending.includes('dial')}
        onAct={() => actions.openDial({ action: 'dial' })}
      />
      <button
        type="button"
        className="action action--more"
        aria-expanded={expanded}
        title={t(expanded ? 'more.close' : 'more.open')}
        aria-label={t(expanded ? 'more.close' : 'more.open')}
        onClick={() => void barBridge.ask('bar.expand', { expanded: !expanded })}
      >
        <span className={`icon icon--${expanded ? 'less' : 'more'}`} aria-hidden="true" />
      </button>
    </div>
  );
}
