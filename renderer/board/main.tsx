import '@codegouvfr/react-dsfr/dsfr/component/alert/alert.main.min.css';
import '@codegouvfr/react-dsfr/dsfr/component/button/button.main.min.css';
import '@codegouvfr/react-dsfr/dsfr/component/form/form.main.min.css';
import '@codegouvfr/react-dsfr/dsfr/component/input/input.main.min.css';
import '@codegouvfr/react-dsfr/dsfr/component/link/link.main.min.css';
import '@codegouvfr/react-dsfr/dsfr/component/select/select.main.min.css';
import '../ui/base.css';
import './board.css';
import './rooms.css';
import './colleagues.css';
import './agent-choice.css';
import './narrow.css';
import { t } from '../ui/board-text.ts';
import { boardBridge } from '../ui/bridge.ts';
import { FailureAlert } from '../ui/FailureAlert.tsx';
import { startViewPage } from '../ui/start-view-page.tsx';
import { Board } from './Board.tsx';

startViewPage({
  onView: boardBridge.onView,
  ask: () => boardBridge.ask('board.view', undefined),
  show: (view) => <Board view={view} />,
  waiting: (failure, retry) => (
    <main className="board" aria-busy={failure === null}>
      {failure ? <FailureAlert failure={failure} onClose={retry} /> : t('loading')}
    </main>
  ),
  texts: { title: t('broken'), reload: t('reload') },
});
