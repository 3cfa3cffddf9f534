import './dsfr.css';
import '../ui/base.css';
import './station.css';
import { useStore } from 'zustand';
import { stationBridge } from '../ui/bridge.ts';
import { FailureAlert } from '../ui/FailureAlert.tsx';
import { HelpdeskPhone } from '../ui/helpdesk.ts';
import { startPage, useReadyMark } from '../ui/start-page.tsx';
import { followView } from '../ui/view-store.ts';
import { Station } from './Station.tsx';
import { t } from './text.ts';

const { store, refresh } = followView({
  onView: stationBridge.onView,
  ask: () => stationBridge.ask('station.view', undefined),
});
void refresh();

function StationPage() {
  const { view, failure } = useStore(store);
  useReadyMark(view !== null);
  if (view) {
    return (
      <HelpdeskPhone value={view.environment.helpdeskPhone}>
        <Station view={view} />
      </HelpdeskPhone>
    );
  }
  return (
    <main className="content" aria-busy={failure === null}>
      {failure ? <FailureAlert failure={failure} onClose={() => void refresh()} /> : t('loading')}
    </main>
  );
}

startPage(<StationPage />, { title: t('broken'), reload: t('reload') });
