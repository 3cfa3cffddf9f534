import '@codegouvfr/react-dsfr/dsfr/component/alert/alert.main.min.css';
import '@codegouvfr/react-dsfr/dsfr/component/button/button.main.min.css';
import '@codegouvfr/react-dsfr/dsfr/component/checkbox/checkbox.main.min.css';
import '@codegouvfr/react-dsfr/dsfr/component/form/form.main.min.css';
import '@codegouvfr/react-dsfr/dsfr/component/input/input.main.min.css';
import '@codegouvfr/react-dsfr/dsfr/component/link/link.main.min.css';
import '@codegouvfr/react-dsfr/dsfr/component/select/select.main.min.css';
import '../ui/base.css';
import './capture.css';
import './editor.css';
import { captureBridge } from '../ui/bridge.ts';
import { FailureAlert } from '../ui/FailureAlert.tsx';
import { startViewPage } from '../ui/start-view-page.tsx';
import { Capture } from './Capture.tsx';
import { t } from './text.ts';

startViewPage({
  onView: captureBridge.onView,
  ask: () => captureBridge.ask('capture.view', undefined),
  show: (view) => <Capture view={view} />,
  waiting: (failure, retry) => (
    <main className="capture" aria-busy={failure === null}>
      {failure ? <FailureAlert failure={failure} onClose={retry} /> : t('loading')}
    </main>
  ),
  texts: { title: t('broken'), reload: t('reload') },
});
