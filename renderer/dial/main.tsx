import '@codegouvfr/react-dsfr/dsfr/component/button/button.main.min.css';
import '@codegouvfr/react-dsfr/dsfr/component/form/form.main.min.css';
import '@codegouvfr/react-dsfr/dsfr/component/input/input.main.min.css';
import '../ui/base.css';
import './dial.css';
import { useStore } from 'zustand';
import { dialBridge } from '../ui/bridge.ts';
import { HelpdeskPhone } from '../ui/helpdesk.ts';
import { startPage, useReadyMark } from '../ui/start-page.tsx';
import { followView } from '../ui/view-store.ts';
import { Dial } from './Dial.tsx';
import { t } from './text.ts';

const { store, refresh } = followView({
  onView: dialBridge.onView,
  ask: () => dialBridge.ask('dial.view', undefined),
});
void refresh();

function DialPage() {
  const { view } = useStore(store);
  useReadyMark(view !== null);
  if (!view) return null;
  return (
    <HelpdeskPhone value={view.environment.helpdeskPhone}>
      <Dial view={view} />
    </HelpdeskPhone>
  );
}

startPage(<DialPage />, { title: t('broken'), reload: t('reload') });
