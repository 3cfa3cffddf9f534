import type { PhoneView } from '../../electron/ipc/views.ts';
import type { Call, Capability, PhoneAction } from '../../electron/telephony/ports.ts';
import { endingName, isLive, mainAction } from '../ui/calls.ts';
import { reasonText } from '../ui/reason-text.ts';
import { ActionButton } from './ActionButton.tsx';
import { t, who } from './text.ts';
import type { Actions as ActionsState, CallAction } from './use-actions.ts';

interface ActionsProps {
  readonly lead: Call | null;
  readonly phone: PhoneView;
  readonly locked: boolean;
  readonly actions: ActionsState;
}

const icons = { answer: 'phone', hold: 'hold', retrieve: 'retrieve' } as const;

const blockedBy = (capability: Capability) => (capability.available ? null : reasonText(capability.reason));

/** The commands, each in a place that does not move: what the leading call needs, hang up, new call. */
export function Actions({ lead, phone, locked, actions }: ActionsProps) {
  const reasonFor = (action: PhoneAction) =>
    blockedBy(phone.capabilities[action]) ?? (actions.pending === action ? t('reason.pending') : null);
  const labelFor = (name: CallAction | 'refuse') =>
    isLive(lead)
      ? t('action.withCall', { action: t(`action.${name}`), who: who(lead) })
      : t(`action.${name}`);
  const main = mainAction(lead);
  const ending = endingName(lead);

  return (
    <div className="actions" role="toolbar" aria-label={t('actions')}>
      {main && lead ? (
        <ActionButton
          action={main}
          icon={icons[main]}
          text={t(`action.${main}`)}
          label={labelFor(main)}
          reason={reasonFor(main)}
          onAct={() => actions.act(main, lead)}
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
        reason={isLive(lead) ? reasonFor('hangUp') : t('reason.noCall')}
        onAct={() => isLive(lead) && actions.act('hangUp', lead)}
      />
      <ActionButton
        action="dial"
        icon="new-call"
        text={t('action.dial')}
        label={t('action.dial')}
        reason={locked ? t('reason.locked') : reasonFor('dial')}
        onAct={actions.openDial}
      />
    </div>
  );
}
