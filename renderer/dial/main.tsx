import '@codegouvfr/react-dsfr/dsfr/component/button/button.main.min.css';
import '@codegouvfr/react-dsfr/dsfr/component/form/form.main.min.css';
import '@codegouvfr/react-dsfr/dsfr/component/input/input.main.min.css';
import '../ui/base.css';
import './dial.css';
import { dialBridge } from '../ui/bridge.ts';
import { startViewPage } from '../ui/start-view-page.tsx';
import { Dial } from './Dial.tsx';
import { t } from './text.ts';

startViewPage({
  onView: dialBridge.onView,
  ask: () => dialBridge.ask('dial.view', undefined),
  show: (view) => <Dial view={view} />,
  waiting: () => null,
  texts: { title: t('broken'), reload: t('reload') },
});
