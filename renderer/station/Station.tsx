import { lazy, Suspense, useRef, useState } from 'react';
import type { StationView } from '../../electron/ipc/views.ts';
import { Footer } from './shell/Footer.tsx';
import { Header, type Panel } from './shell/Header.tsx';
import { Notices } from './shell/Notices.tsx';
import { Stopped } from './shell/Stopped.tsx';
import { Work } from './Work.tsx';

const TrainingPanel = lazy(async () => ({
  default: (await import('./training/TrainingPanel.tsx')).TrainingPanel,
}));
const Settings = lazy(async () => ({ default: (await import('./settings/Settings.tsx')).Settings }));
const Help = lazy(async () => ({ default: (await import('./help/Help.tsx')).Help }));

/** The window in which a person signs in, chooses a profile, binds the phone, and finds help. */
export function Station({ view }: { readonly view: StationView }) {
  const [panel, setPanel] = useState<Panel | null>(null);
  const [trainingOpen, setTrainingOpen] = useState(false);
  const training = trainingOpen ? view.training : null;
  const trainingToggle = useRef<HTMLButtonElement>(null);
  const closePanel = () => setPanel(null);
  const closeTraining = () => {
    setTrainingOpen(false);
    trainingToggle.current?.focus();
  };

  return (
    <div className="station" data-environment={view.environment.kind} data-training={training !== null}>
      <Header
        view={view}
        trainingOpen={trainingOpen}
        trainingToggle={trainingToggle}
        onTraining={() => setTrainingOpen(!trainingOpen)}
        onPanel={setPanel}
      />
      <div className="workplace">
        <main className="content" id="content">
          <Notices notices={view.notices} />
          {view.stopped ? (
            <Stopped failure={view.stopped} />
          ) : (
            <Work view={view} onTraining={view.training && !training ? () => setTrainingOpen(true) : null} />
          )}
        </main>
        {training && (
          <Suspense fallback={<aside className="training" />}>
            <TrainingPanel
              training={training}
              bound={view.phone.binding.kind === 'bound'}
              onClose={closeTraining}
            />
          </Suspense>
        )}
      </div>
      <Footer environment={view.environment} />
      <Suspense>
        {panel === 'settings' && <Settings settings={view.settings} onClose={closePanel} />}
        {panel === 'help' && <Help onClose={closePanel} />}
      </Suspense>
    </div>
  );
}
