import { type KeyboardEvent, useId, useRef } from 'react';
import type { Call } from '../../../electron/telephony/ports.ts';
import { personName, t } from '../text.ts';
import { type AccountEntry, accountEntries, type Working } from './account-entries.ts';
import { menuTarget } from './menu-keys.ts';
import type { PanelName } from './panels.ts';
import { useLeaving } from './use-leaving.tsx';

interface AccountProps {
  readonly session: Working;
  readonly calls: readonly Call[];
  readonly phoneBound: boolean;
  readonly onPanel: (panel: PanelName) => void;
}

const looks = {
  profile: { icon: 'account', text: t('menu.profile') },
  password: { icon: 'lock', text: t('menu.password') },
  channels: { icon: 'mail', text: t('menu.channels') },
  journal: { icon: 'list', text: t('menu.journal') },
  'phone.unbind': { icon: 'phone', text: t('header.changePhone') },
  'identity.signOut': { icon: 'out', text: t('header.signOut') },
} as const;

/** The signed-in person and what they can do with their account and session. */
export function Account({ session, calls, phoneBound, onPanel }: AccountProps) {
  const menu = useRef<HTMLDivElement>(null);
  const reasonId = useId();
  const { leave, question } = useLeaving(calls);
  const { person, profile } = session;
  const name = personName(person);
  const entries = accountEntries(session, phoneBound);
  const reason = entries.find(({ blocked }) => blocked)?.blocked;

  const items = () => [...(menu.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
  const choose = ({ action }: AccountEntry) => {
    menu.current?.hidePopover();
    if (action === 'phone.unbind' || action === 'identity.signOut') leave(action);
    else onPanel(action);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Tab') return menu.current?.hidePopover();
    const all = items();
    const current = all.findIndex((item) => item.matches(':focus'));
    const target = menuTarget(event.key, current, all.length);
    if (target === null) return;
    event.preventDefault();
    all[target]?.focus();
  };

  return (
    <>
      <button
        type="button"
        className="tool tool--account"
        popoverTarget="account"
        aria-haspopup="menu"
        title={t('header.account')}
      >
        <span className="icon icon--account" aria-hidden="true" />
        <span className="tool__name">{name}</span>
      </button>
      <div
        ref={menu}
        id="account"
        popover="auto"
        className="menu"
        onToggle={({ newState }) => newState === 'open' && items()[0]?.focus()}
      >
        <p className="menu__person">
          {t('header.signedInAs')} <strong>{name}</strong>
          <br />
          {profile.role} – {profile.entity.name}
        </p>
        {reason && (
          <p className="menu__person discreet" id={reasonId}>
            {t(`menu.blocked.${reason}`)}
          </p>
        )}
        <div role="menu" tabIndex={-1} aria-label={t('header.account')} onKeyDown={onKeyDown}>
          {entries.map((entry) => (
            <button
              key={entry.action}
              type="button"
              role="menuitem"
              tabIndex={-1}
              className="menu__item"
              aria-disabled={entry.blocked !== null}
              aria-describedby={entry.blocked ? reasonId : undefined}
              onClick={entry.blocked ? undefined : () => choose(entry)}
            >
              <span className={`icon icon--${looks[entry.action].icon}`} aria-hidden="true" />
              <span>
                {looks[entry.action].text}
                {entry.action === 'identity.signOut' && (
                  <span className="menu__text">{t('menu.signOutText')}</span>
                )}
              </span>
            </button>
          ))}
        </div>
      </div>
      {question}
    </>
  );
}
