import type { RefObject } from 'react';
import type { StationView } from '../../../electron/ipc/views.ts';
import { t } from '../text.ts';
import { Account } from './Account.tsx';

/** What opens above the page. */
export type Panel = 'help' | 'settings';

interface HeaderProps {
  readonly view: StationView;
  readonly trainingOpen: boolean;
  readonly trainingToggle: RefObject<HTMLButtonElement | null>;
  readonly onTraining: () => void;
  readonly onPanel: (panel: Panel) => void;
}

/** Product, environment and site, always visible; help, settings and account. */
export function Header({ view, trainingOpen, trainingToggle, onTraining, onPanel }: HeaderProps) {
  const { environment, session, phone } = view;
  return (
    <header className="header">
      <div className="header__brand">
        <strong className="header__product">{t('product')}</strong>
        <span className="environment" data-kind={environment.kind}>
          {environment.label}
        </span>
        <span className="header__site" title={environment.site}>
          {environment.site}
        </span>
      </div>
      <div className="header__tools">
        {view.training && (
          <button
            ref={trainingToggle}
            type="button"
            className="tool"
            aria-expanded={trainingOpen}
            aria-controls={trainingOpen ? 'training' : undefined}
            onClick={onTraining}
          >
            <span className="icon icon--training" aria-hidden="true" />
            {t('header.training')}
          </button>
        )}
        <button type="button" className="tool" onClick={() => onPanel('help')}>
          <span className="icon icon--help" aria-hidden="true" />
          {t('header.help')}
        </button>
        <button type="button" className="tool" onClick={() => onPanel('settings')}>
          <span className="icon icon--settings" aria-hidden="true" />
          {t('header.settings')}
        </button>
        {(session.kind === 'signed-in' || session.kind === 'locked') && (
          <Account
            person={session.person}
            profile={session.profile}
            calls={phone.calls}
            canChangePhone={session.kind === 'signed-in' && phone.binding.kind === 'bound'}
          />
        )}
      </div>
    </header>
  );
}
