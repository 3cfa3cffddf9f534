import './dsfr.css';
import '../ui/base.css';
import './station.css';
import './shell/header.css';
import './busy.css';
import './identity/card.css';
import './choices.css';
import './telephony/ready.css';
import './identity/locked.css';
import './shell/panel.css';
import { stationBridge } from '../ui/bridge.ts';
import { FailureAlert } from '../ui/FailureAlert.tsx';
import { startViewPage } from '../ui/start-view-page.tsx';
import { Station } from './Station.tsx';
import { t } from './text.ts';

startViewPage({
  onView: stationBridge.onView,
  ask: () => stationBridge.ask('station.view', undefined),
  show: (view) => <Station view={view} />,
  waiting: (failure, retry) => (
    <main className="content" aria-busy={failure === null}>
      {failure ? <FailureAlert failure={failure} onClose={retry} /> : t('loading')}
    </main>
  ),
  texts: { title: t('broken'), reload: t('reload') },
});
