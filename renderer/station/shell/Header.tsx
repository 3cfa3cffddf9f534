import { type RefObject, useId } from 'react';
import type { StationView } from '../../../electron/ipc/rooms/station.ts';
import { stationBridge } from '../../ui/bridge.ts';
import { heldUp } from '../support/outbox/counts.ts';
import { t } from '../text.ts';
import { Account } from './Account.tsx';
import type { PanelName } from './panels.ts';
import './shell.css';

interface HeaderProps {
  readonly view: StationView;
  readonly trainingOpen: boolean;
  readonly trainingToggle: RefObject<HTMLButtonElement | null>;
  /** How many simulated messages nobody has seen. */
  readonly trainingNew: number;
  readonly onTraining: () => void;
  readonly onPanel: (panel: PanelName) => void;
}

/** Product, environment and site, always visible; help, settings and account. */
export function Header({
  view,
  trainingOpen,
  trainingToggle,
  trainingNew,
  onTraining,
  onPanel,
}: HeaderProps) {
  const { environment, session, phone } = view;
  const newId = useId();
  const lateId = useId();
  const late = heldUp(view.support);
  const answers = session.kind === 'signed-in' ? (view.support?.tickets.unread ?? 0) : 0;
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
          <>
            <button
              ref={trainingToggle}
              type="button"
              className="tool"
              aria-expanded={trainingOpen}
              aria-controls={trainingOpen ? 'training' : undefined}
              aria-describedby={newId}
              onClick={onTraining}
            >
              <span className="icon icon--training" aria-hidden="true" />
              {t('header.training')}
              {trainingNew > 0 && (
                <span className="tool__count" aria-hidden="true">
                  {trainingNew}
                </span>
              )}
            </button>
            <span id={newId} className="fr-sr-only" role="status">
              {trainingNew === 1 && t('header.trainingNew.one')}
              {trainingNew > 1 && t('header.trainingNew.many', { count: trainingNew })}
            </span>
          </>
        )}
        <button type="button" className="tool" onClick={() => onPanel('verification')}>
          <span className="icon icon--success" aria-hidden="true" />
          {t('header.verification')}
        </button>
        <button type="button" className="tool" aria-describedby={lateId} onClick={() => onPanel('support')}>
          <span className="icon icon--phone" aria-hidden="true" />
          {t('header.support')}
          {late + answers > 0 && (
            <span className="tool__count" aria-hidden="true">
              {late + answers}
            </span>
          )}
        </button>
        <span id={lateId} className="fr-sr-only" role="status">
          {late === 1 && t('header.supportLate.one')}
          {late > 1 && t('header.supportLate.many', { count: late })}{' '}
          {answers === 1 && t('header.answers.one')}
          {answers > 1 && t('header.answers.many', { count: answers })}
        </span>
        <button
          type="button"
          className="tool"
          onClick={() => void stationBridge.ask('station.openCapture', undefined)}
        >
          <span className="icon icon--capture" aria-hidden="true" />
          {t('header.capture')}
        </button>
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
            session={session}
            calls={phone.calls}
            phoneBound={phone.binding.kind === 'bound'}
            onPanel={onPanel}
          />
        )}
      </div>
    </header>
  );
}
