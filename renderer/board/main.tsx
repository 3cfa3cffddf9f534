import '@codegouvfr/react-dsfr/dsfr/component/alert/alert.main.min.css';
import '@codegouvfr/react-dsfr/dsfr/component/button/button.main.min.css';
import '@codegouvfr/react-dsfr/dsfr/component/form/form.main.min.css';
import '@codegouvfr/react-dsfr/dsfr/component/input/input.main.min.css';
import '@codegouvfr/react-dsfr/dsfr/component/link/link.main.min.css';
import '@codegouvfr/react-dsfr/dsfr/component/select/select.main.min.css';
import '../ui/base.css';
import './board.css';
import { useStore } from 'zustand';
import { t } from '../ui/board-text.ts';
import { boardBridge } from '../ui/bridge.ts';
import { FailureAlert } from '../ui/FailureAlert.tsx';
import { HelpdeskPhone } from '../ui/helpdesk.ts';
import { startPage, useReadyMark } from '../ui/start-page.tsx';
import { followView } from '../ui/view-store.ts';
import { Board } from './Board.tsx';

const { store, refresh } = followView({
  onView: boardBridge.onView,
  ask: () => boardBridge.ask('board.view', undefined),
});
void refresh();

function BoardPage() {
  const { view, failure } = useStore(store);
  useReadyMark(view !== null);
  if (view) {
    return (
      <HelpdeskPhone value={view.environment.helpdeskPhone}>
        <Board view={view} />
      </HelpdeskPhone>
    );
  }
  return (
    <main className="board" aria-busy={failure === null}>
      {failure ? <FailureAlert failure={failure} onClose={() => void refresh()} /> : t('loading')}
    </main>
  );
}

startPage(<BoardPage />, { title: t('broken'), reload: t('reload') });
