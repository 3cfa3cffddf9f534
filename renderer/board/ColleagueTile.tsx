import { memo } from 'react';
import type { ColleagueState } from '../../electron/telephony/board/ports.ts';
import type { PhoneCommand } from '../../electron/telephony/ports.ts';
import { t, whoIs } from '../ui/board-text.ts';
import { formatPhoneNumber } from '../ui/phone-number.ts';
import { actionsOn, commandFor, type Help } from './colleague-actions.ts';

interface ColleagueTileProps {
  readonly colleague: ColleagueState;
  readonly help: Help;
  readonly isShown: boolean;
  /** Whether the tabulation key comes here; arrows go on to the others. */
  readonly isCurrent: boolean;
  readonly onAct: (command: PhoneCommand) => void;
}

const icons = {
  free: 'success',
  ringing: 'inbound',
  busy: 'phone',
  absent: 'close',
  unknown: 'help',
} as const;

function Tile({ colleague, help, isShown, isCurrent, onAct }: ColleagueTileProps) {
  const { name, number, activity, live, party } = colleague;
  const state = t(`activity.${activity}`);
  const act = (action: ReturnType<typeof actionsOn>[number]) => {
    const command = commandFor(action, number, help);
    if (command) onAct(command);
  };
  return (
    // Focusable by arrows even where nothing can be done: its state is to be read.
    <li
      className="tile"
      data-activity={activity}
      data-live={live}
      data-number={number}
      hidden={!isShown}
      tabIndex={isCurrent ? 0 : -1}
    >
      <span className="tile__name" title={name}>
        {name}
      </span>
      <span className="tile__number">{formatPhoneNumber(number)}</span>
      <span className="tile__state" title={live ? undefined : t('notLiveHint')}>
        <span className={`icon icon--${icons[activity]}`} aria-hidden="true" />
        {live || activity === 'unknown' ? state : t('notLive', { state })}
        {party && (
          <span className="tile__party" title={whoIs(party)}>
            {t(activity === 'ringing' ? 'from' : 'with', { who: whoIs(party) })}
          </span>
        )}
      </span>
      <span className="tile__actions">
        {actionsOn(colleague, help).map((action, index) => (
          <button
            key={action}
            type="button"
            className={`fr-btn fr-btn--sm ${index === 0 ? '' : 'fr-btn--secondary'}`}
            tabIndex={isCurrent ? 0 : -1}
            aria-label={t('actLabel', { action: t(`act.${action}`), who: name })}
            onClick={() => act(action)}
          >
            {t(`act.${action}`)}
          </button>
        ))}
      </span>
    </li>
  );
}

/** Each view is a fresh copy: what it says is compared, not whether it is the same object. */
export const ColleagueTile = memo(Tile, (before, after) => {
  const [a, b] = [before.colleague, after.colleague];
  return (
    before.isShown === after.isShown &&
    before.isCurrent === after.isCurrent &&
    before.onAct === after.onAct &&
    a.number === b.number &&
    a.name === b.name &&
    a.activity === b.activity &&
    a.live === b.live &&
    a.party?.number === b.party?.number &&
    a.party?.displayName === b.party?.displayName &&
    sameHelp(before.help, after.help)
  );
});

function sameHelp(a: Help, b: Help): boolean {
  return (
    a.dial === b.dial &&
    a.callId === b.callId &&
    a.consult === b.consult &&
    a.singleStepTransfer === b.singleStepTransfer &&
    a.pickUp === b.pickUp
  );
}
