import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import type { StationView } from '../../electron/ipc/views.ts';
import { stationBridge } from '../ui/bridge.ts';
import { remindersOf } from './account/reminders.ts';
import { Footer } from './shell/Footer.tsx';
import { Header } from './shell/Header.tsx';
import { Notices } from './shell/Notices.tsx';
import { isAccountPanel, type PanelName } from './shell/panels.ts';
import { Stopped } from './shell/Stopped.tsx';
import { useUnseen } from './training/use-unseen.ts';
import { Work } from './Work.tsx';

const TrainingPanel = lazy(async () => ({
  default: (await import('./training/TrainingPanel.tsx')).TrainingPanel,
}));
const Settings = lazy(async () => ({ default: (await import('./settings/Settings.tsx')).Settings }));
const Help = lazy(async () => ({ default: (await import('./help/Help.tsx')).Help }));
const VerificationPanel = lazy(async () => ({
  default: (await import('./verification/VerificationPanel.tsx')).VerificationPanel,
}));
const AccountPanel = lazy(async () => ({
  default: (await import('./account/AccountPanel.tsx')).AccountPanel,
}));
const OutagePage = lazy(async () => ({ default: (await import('./telephony/OutagePage.tsx')).OutagePage }));
const Reminders = lazy(async () => ({ default: (await import('./account/Reminders.tsx')).Reminders }));

/** The window in which a person signs in, chooses a profile, binds the phone, and finds help. */
export function Station({ view }: { readonly view: StationView }) {
  const { session, phone } = view;
  const [panel, setPanel] = useState<PanelName | null>(null);
  const [later, setLater] = useState(false);
  const [trainingOpen, setTrainingOpen] = useState(false);
  const training = trainingOpen ? view.training : null;
  const trainingNew = useUnseen(view.training, training !== null);
  const trainingToggle = useRef<HTMLButtonElement>(null);
  const working = session.kind === 'signed-in' || session.kind === 'locked';
  const [check, setCheck] = useState<string | null>(null);
  const closePanel = () => {
    setPanel(null);
    setCheck(null);
  };
  const closeTraining = () => {
    setTrainingOpen(false);
    trainingToggle.current?.focus();
  };

  // Another window asked for it.
  useEffect(() => {
    if (!view.asked) return;
    setCheck(view.asked.check);
    setPanel(view.asked.panel);
    void stationBridge.ask('station.attended', undefined);
  }, [view.asked]);

  // What one person opened or put off is not the next one's.
  useEffect(() => {
    if (working) return;
    setLater(false);
    setPanel((open) => (open && isAccountPanel(open) ? null : open));
  }, [working]);

  const bound = phone.binding.kind === 'bound';
  const reminders = remindersOf(view, later, Date.now());
  const reminding = reminders.length > 0 && (
    <Suspense>
      <Reminders view={view} reminders={reminders} onLater={() => setLater(true)} onPanel={setPanel} />
    </Suspense>
  );
  // What limits the work comes before it; what can wait, after the number that is asked for.
  const remindingFirst = bound || reminders.some(({ kind }) => kind === 'degraded');

  return (
    <div className="station" data-environment={view.environment.kind} data-training={training !== null}>
      <Header
        view={view}
        trainingOpen={trainingOpen}
        trainingToggle={trainingToggle}
        trainingNew={trainingNew}
        onTraining={() => setTrainingOpen(!trainingOpen)}
        onPanel={setPanel}
      />
      <div className="workplace">
        <main className="content" id="content">
          <Notices notices={view.notices} />
          {view.outage && (
            <Suspense>
              <OutagePage outage={view.outage} captures={view.captures} environment={view.environment} />
            </Suspense>
          )}
          {view.stopped ? (
            <Stopped failure={view.stopped} />
          ) : (
            <>
              {remindingFirst && reminding}
              <Work
                view={view}
                onTraining={view.training && !training ? () => setTrainingOpen(true) : null}
              />
              {!remindingFirst && reminding}
            </>
          )}
        </main>
        {training && (
          <Suspense fallback={<aside className="training" id="training" />}>
            <TrainingPanel training={training} bound={bound} onClose={closeTraining} />
          </Suspense>
        )}
      </div>
      <Footer environment={view.environment} />
      <Suspense>
        {panel === 'settings' && <Settings settings={view.settings} onClose={closePanel} />}
        {panel === 'help' && <Help onClose={closePanel} />}
        {panel === 'verification' && (
          <VerificationPanel
            key={check}
            verification={view.verification}
            stopped={view.stopped}
            check={check}
            onClose={closePanel}
          />
        )}
        {panel && isAccountPanel(panel) && session.kind === 'signed-in' && (
          <AccountPanel panel={panel} view={view} session={session} onClose={closePanel} />
        )}
      </Suspense>
    </div>
  );
}
