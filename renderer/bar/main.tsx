import '../ui/base.css';
import './bar.css';
import './calls.css';
import './actions.css';
import './message.css';
import './more-row.css';
import './handle.css';
import './contrast.css';
import { barBridge } from '../ui/bridge.ts';
import { startViewPage } from '../ui/start-view-page.tsx';
import { Bar } from './Bar.tsx';
import { BarFailure } from './BarFailure.tsx';
import { t } from './text.ts';

startViewPage({
  onView: barBridge.onView,
  ask: () => barBridge.ask('bar.view', undefined),
  show: (view) => <Bar view={view} />,
  waiting: (failure, retry) => (
    <div className="bar" data-state="loading">
      {failure ? <BarFailure failure={failure} onClose={retry} /> : t('loading')}
    </div>
  ),
  texts: { title: t('broken'), reload: t('reload') },
});
