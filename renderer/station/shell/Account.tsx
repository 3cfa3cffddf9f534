import { useRef } from 'react';
import type { Person, Profile } from '../../../electron/identity/ports.ts';
import type { Call } from '../../../electron/telephony/ports.ts';
import { personName, t } from '../text.ts';
import { type Leaving, useLeaving } from './use-leaving.tsx';

interface AccountProps {
  readonly person: Person;
  readonly profile: Profile;
  readonly calls: readonly Call[];
  readonly canChangePhone: boolean;
}

/** The signed-in person and what they can do with their session. */
export function Account({ person, profile, calls, canChangePhone }: AccountProps) {
  const menu = useRef<HTMLDivElement>(null);
  const { leave, question } = useLeaving(calls);
  const choose = (way: Leaving) => {
    menu.current?.hidePopover();
    leave(way);
  };
  const name = personName(person);
  return (
    <>
      <button
        type="button"
        className="tool tool--account"
        popoverTarget="account"
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
        aria-label={t('header.account')}
        role="dialog"
      >
        <p className="menu__person">
          {t('header.signedInAs')} <strong>{name}</strong>
          <br />
          {profile.role} – {profile.entity.name}
        </p>
        {canChangePhone && (
          <button type="button" className="menu__item" onClick={() => choose('phone.unbind')}>
            <span className="icon icon--phone" aria-hidden="true" />
            {t('header.changePhone')}
          </button>
        )}
        <button type="button" className="menu__item" onClick={() => choose('identity.signOut')}>
          <span className="icon icon--out" aria-hidden="true" />
          {t('header.signOut')}
        </button>
      </div>
      {question}
    </>
  );
}
