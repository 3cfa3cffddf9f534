import { lazy, useEffect, useRef, useState } from 'react';
import type { StationView } from '../../electron/ipc/rooms/station.ts';
import { stationBridge } from '../ui/bridge.ts';
import { Later } from '../ui/Later.tsx';
import { remindersOf } from './account/reminders.ts';
import { Footer } from './shell/Footer.tsx';
import { Header } from './shell/Header.tsx';
import { Notices } from './shell/Notices.tsx';
import { isAccountPanel, type PanelName } from './shell/panels.ts';
import { Stopped } from './shell/Stopped.tsx';
import type { SupportTab } from './support/tabs.ts';
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
const SupportPanel = lazy(async () => ({
  default: (await import('./support/SupportPanel.tsx')).SupportPanel,
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
  const [supportTab, setSupportTab] = useState<SupportTab | null>(null);
  const closePanel = () => {
    setPanel(null);
    setCheck(null);
    setSupportTab(null);
  };
  const closeTraining = () => {
    setTrainingOpen(false);
    trainingToggle.current?.focus();
  };

  // Another window asked for it.
  useEffect(() => {
    if (!view.asked) return;
    setCheck(view.asked.panel === 'verification' ? view.asked.check : null);
    setSupportTab(view.asked.panel === 'support' ? view.asked.tab : null);
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
    <Later>
      <Reminders view={view} reminders={reminders} onLater={() => setLater(true)} onPanel={setPanel} />
    </Later>
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
            <Later>
              <OutagePage outage={view.outage} captures={view.captures} environment={view.environment} />
            </Later>
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
          <Later meanwhile={<aside className="training" id="training" />}>
            <TrainingPanel training={training} bound={bound} onClose={closeTraining} />
          </Later>
        )}
      </div>
      <Footer environment={view.environment} />
      <Later>
        {panel === 'settings' && <Settings settings={view.settings} onClose={closePanel} />}
        {panel === 'help' && <Help onClose={closePanel} />}
        {panel === 'support' && (
          <SupportPanel key={supportTab} view={view} tab={supportTab} onClose={closePanel} />
        )}
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
      </Later>
    </div>
  );
}
