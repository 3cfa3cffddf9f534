import '../ui/base.css';
import './bar.css';
import './calls.css';
import './actions.css';
import './message.css';
import './more-row.css';
import './handle.css';
import './contrast.css';
import { useStore } from 'zustand';
import { barBridge } from '../ui/bridge.ts';
import { HelpdeskPhone } from '../ui/helpdesk.ts';
import { startPage, useReadyMark } from '../ui/start-page.tsx';
import { followView } from '../ui/view-store.ts';
import { Bar } from './Bar.tsx';
import { BarFailure } from './BarFailure.tsx';
import { t } from './text.ts';

const { store, refresh } = followView({
  onView: barBridge.onView,
  ask: () => barBridge.ask('bar.view', undefined),
});
void refresh();

function BarPage() {
  const { view, failure } = useStore(store);
  useReadyMark(view !== null);
  if (view) {
    return (
      <HelpdeskPhone value={view.environment.helpdeskPhone}>
        <Bar view={view} />
      </HelpdeskPhone>
    );
  }
  return (
    <div className="bar" data-state="loading">
      {failure ? <BarFailure failure={failure} onClose={() => void refresh()} /> : t('loading')}
    </div>
  );
}

startPage(<BarPage />, { title: t('broken'), reload: t('reload') });
