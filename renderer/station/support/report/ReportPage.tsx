import { useEffect, useState } from 'react';
import type { StationView } from '../../../../electron/ipc/rooms/station.ts';
import type { SupportView } from '../../../../electron/ipc/rooms/support.ts';
import { Button } from '../../../ui/Button.tsx';
import { stationBridge } from '../../../ui/bridge.ts';
import { FailureAlert } from '../../../ui/FailureAlert.tsx';
import { useAsking } from '../../../ui/use-intent.ts';
import { type ReportDraft, reportOf, useDrafts } from './drafts.ts';
import { ReportForm } from './ReportForm.tsx';
import { ReportHome } from './ReportHome.tsx';
import { Sent } from './Sent.tsx';
import { t } from './text.ts';
import { useRemoval } from './use-removal.ts';
import './report.css';

/** What of a report is in hand. */
export type Reporting = { readonly kind: 'home' } | { readonly kind: 'form' | 'sent'; readonly id: string };

interface ReportPageProps {
  readonly view: StationView;
  readonly support: SupportView;
  readonly reporting: Reporting;
  readonly onReporting: (reporting: Reporting) => void;
  /** The page of major incidents. */
  readonly onMajor: () => void;
}

/** « Signaler un incident »: begun reports, the one that is being written, the one that was just sent. */
export function ReportPage({ view, support, reporting, onReporting, onMajor }: ReportPageProps) {
  const { drafts, failure, reload } = useDrafts();
  const removal = useRemoval();
  const asking = useAsking();
  /** As it was when it was opened here. */
  const [opened, setOpened] = useState<ReportDraft | null>(null);
  const [returned, setReturned] = useState(false);
  const home = () => {
    setReturned(true);
    onReporting({ kind: 'home' });
    setOpened(null);
    reload();
  };
  const open = (id: string) => onReporting({ kind: 'form', id });
  const wanted = reporting.kind === 'form' ? reporting.id : null;
  const draft = [...(drafts ?? []), ...(opened ? [opened] : [])].find(({ id }) => id === wanted);
  // One that was made elsewhere is not among those that were read.
  const [sought, setSought] = useState<string | null>(null);
  const isMissing = wanted !== null && drafts !== null && !draft && sought !== wanted;
  useEffect(() => {
    if (!isMissing) return;
    setSought(wanted);
    reload();
  }, [isMissing, wanted, reload]);

  // What somebody writes is nobody else's to see.
  if (view.session.kind === 'locked')
    return <FailureAlert failure={{ code: 'Session_Locked' }} severity="info" />;
  if (failure) {
    return (
      <>
        <FailureAlert failure={failure} severity="info" />
        {failure.code !== 'Support_NotSignedIn' && (
          <div className="buttons">
            <Button priority="secondary" onClick={reload}>
              {t('reload')}
            </Button>
          </div>
        )}
      </>
    );
  }
  if (reporting.kind === 'sent')
    return <Sent support={support} id={reporting.id} onBack={home} onDraft={open} />;
  if (draft) {
    return (
      <ReportForm
        key={draft.id}
        draft={draft}
        view={view}
        support={support}
        onBack={home}
        onRemove={(solved) => {
          removal.remove(draft.id, solved);
          home();
        }}
        onSent={() => onReporting({ kind: 'sent', id: draft.id })}
        onMajor={onMajor}
      />
    );
  }
  const begin = () =>
    void asking.run(async () => {
      const reply = await stationBridge.ask('support.begin', undefined);
      if (!reply.ok) return reply;
      setOpened(reportOf(reply.value));
      onReporting({ kind: 'form', id: reply.value.id });
      return { ok: true, value: undefined };
    });
  return (
    <>
      {removal.removed && (
        <div className="report__removed">
          <p role="status">{t(removal.removed.solved ? 'removed.solved' : 'removed')}</p>
          <Button small priority="secondary" onClick={removal.undo}>
            {t('removed.undo')}
          </Button>
        </div>
      )}
      {asking.failure && <FailureAlert failure={asking.failure} onClose={asking.clear} />}
      <ReportHome
        drafts={drafts?.filter(({ id }) => id !== removal.removed?.id) ?? null}
        support={support}
        phone={view.phone}
        supportPhone={view.environment.helpdeskPhone}
        busy={asking.pending}
        returned={returned}
        onBegin={begin}
        onOpen={(one) => {
          setOpened(one);
          open(one.id);
        }}
        onRemove={({ id }) => removal.remove(id, false)}
      />
    </>
  );
}
