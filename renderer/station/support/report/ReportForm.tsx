import { type FormEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { StationView } from '../../../../electron/ipc/rooms/station.ts';
import type { SupportView } from '../../../../electron/ipc/rooms/support.ts';
import { patientTracesIn } from '../../../../electron/support/rules/patient-data.ts';
import { problemsIn } from '../../../../electron/support/rules/problems.ts';
import type { Learnt, TextField } from '../../../../electron/support/rules/report.ts';
import { Alert } from '../../../ui/Alert.tsx';
import { Button } from '../../../ui/Button.tsx';
import { stationBridge } from '../../../ui/bridge.ts';
import { FailureAlert } from '../../../ui/FailureAlert.tsx';
import { useAsking } from '../../../ui/use-intent.ts';
import { Suggestions } from '../knowledge/Suggestions.tsx';
import { Attachments } from './Attachments.tsx';
import { ContactFields } from './ContactFields.tsx';
import type { ReportDraft } from './drafts.ts';
import { Fold } from './Fold.tsx';
import { InSight } from './InSight.tsx';
import { Kept } from './Kept.tsx';
import { MainFields } from './MainFields.tsx';
import { MoreFields } from './MoreFields.tsx';
import { PatientTraces } from './PatientTraces.tsx';
import { PhoneFirst } from './PhoneFirst.tsx';
import { Line, Tick } from './ReportFields.tsx';
import { contactFields, contactSummary, moreFields, moreSummary } from './summaries.ts';
import { t } from './text.ts';
import { useReport } from './use-report.ts';

interface ReportFormProps {
  readonly draft: ReportDraft;
  readonly view: StationView;
  readonly support: SupportView;
  readonly onBack: () => void;
  readonly onRemove: (solved: boolean) => void;
  readonly onSent: () => void;
  /** The page of major incidents. */
  readonly onMajor: () => void;
}

/** A report while it is written: what the common case needs comes first, the rest is filled in and folded. */
export function ReportForm({ draft, view, support, onBack, onRemove, onSent, onMajor }: ReportFormProps) {
  const written = useReport(draft, learntIn(view));
  const { report, change } = written;
  const form = useRef<HTMLFormElement>(null);
  const [tried, setTried] = useState(false);
  const asked = useRef(false);
  /** Traces that somebody was asked about, and sends all the same. */
  const [decided, setDecided] = useState('');
  /** Something that is to be attached is not yet; and whether somebody was asked about that. */
  const [awaited, setAwaited] = useState(false);
  const [without, setWithout] = useState(false);
  const awaitOne = useCallback((isAwaited: boolean) => {
    setAwaited(isAwaited);
    setWithout(false);
  }, []);
  const asking = useAsking();
  const problems = tried ? problemsIn(report, Date.now()) : [];
  const traces = useMemo(() => patientTracesIn(report), [report]);
  const found = traces.map(({ field, start, end }) => report[field].slice(start, end)).join('\n');
  const isAsking = tried && problems.length === 0 && traces.length > 0 && decided === found;
  const wrong = (fields: readonly TextField[]) => problems.some(({ field }) => fields.includes(field));
  const elementOf = (field: string) => {
    const element = form.current?.elements.namedItem(field);
    return element instanceof HTMLElement ? element : null;
  };

  // A form that was just begun is written into at once.
  useEffect(() => elementOf('subject')?.focus(), []);
  // What is wrong may be in a part that opens for it.
  const [first] = problems;
  useEffect(() => {
    if (asked.current && first) elementOf(first.field)?.focus();
    asked.current = false;
  });
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    asked.current = true;
    if (asking.pending || problemsIn(report, Date.now()).length > 0) return;
    if (awaited && !without) return setWithout(true);
    if (traces.length > 0 && decided !== found) return setDecided(found);
    // Enter in a field sends too: the keyboard stays in the form, where the fields let go of it.
    if (event.nativeEvent instanceof SubmitEvent) event.nativeEvent.submitter?.focus();
    const sent = await asking.run(async () => {
      const kept = await written.flush();
      return kept.ok ? stationBridge.ask('support.send', { id: draft.id }) : kept;
    });
    if (!sent) return;
    written.forget();
    onSent();
  };
  // What could not be kept stays in sight.
  const leave = async () => {
    const kept = await written.flush();
    if (kept.ok) onBack();
  };
  // Taken back, it is there again as it was typed last.
  const remove = async (solved: boolean) => {
    await written.flush();
    onRemove(solved);
  };
  const select = (field: TextField, start: number, end: number) => {
    const element = elementOf(field);
    element?.focus();
    if (element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement) {
      element.setSelectionRange(start, end);
    }
  };
  const fields = { report, problems, onChange: change };
  const traced = traces.length > 0 && (
    <PatientTraces
      traces={traces}
      report={report}
      onShow={({ field, start, end }) => select(field, start, end)}
      onReplace={({ field, start, end }) =>
        change({ [field]: `${report[field].slice(0, start)}[…]${report[field].slice(end)}` })
      }
    />
  );
  return (
    <form ref={form} className="report" noValidate onSubmit={(event) => void send(event)}>
      {/* What is being sent is not written into: it would go nowhere. */}
      <div inert={asking.pending}>
        <div className="report__head">
          <h3>{t('form.title')}</h3>
          <Kept keeping={written.keeping} kept={support.kept} />
        </div>
        <Line {...fields} field="subject" hint={t('hint.subject')} required />
        <Suggestions subject={report.subject} onSolved={() => void remove(true)} />
        <MainFields {...fields} />
        <Tick
          label={t('field.urgent')}
          hint={t('hint.urgent')}
          checked={report.urgent}
          onChange={(urgent) => change(urgent ? { urgent } : { urgent, major: false })}
        />
        {report.urgent && (
          <PhoneFirst
            phone={view.phone}
            supportPhone={view.environment.helpdeskPhone}
            report={report}
            onMajor={() => {
              change({ major: true });
              onMajor();
            }}
          />
        )}
        <Attachments
          written={written}
          pictures={support.pictures}
          verification={view.verification}
          onAwaited={awaitOne}
        />
        <Fold title={t('more.title')} summary={moreSummary(report)} wanted={wrong(moreFields)}>
          <MoreFields {...fields} categories={support.categories} />
        </Fold>
        <Fold
          title={t('contact.title')}
          summary={contactSummary(report)}
          wanted={wrong(contactFields) || draft.report.email === ''}
        >
          <ContactFields {...fields} />
        </Fold>
        {traced}
      </div>
      {problems.length > 0 && (
        <Alert severity="error" title={t('incomplete.title')}>
          <p>{problems.map(({ field }) => t(`field.${field}`)).join(', ')}</p>
        </Alert>
      )}
      {without && (
        <InSight>
          <Alert severity="warning" title={t('awaited.question')}>
            <p>{t('awaited.text')}</p>
          </Alert>
        </InSight>
      )}
      {isAsking && (
        <InSight>
          <Alert severity="warning" title={t('traces.question')}>
            <p>{t('traces.questionText')}</p>
          </Alert>
        </InSight>
      )}
      {asking.failure && (
        <InSight>
          <FailureAlert failure={asking.failure} onClose={asking.clear} />
        </InSight>
      )}
      <div className="buttons buttons--sticky report__end">
        <Button type="submit" busy={asking.pending}>
          {t(without ? 'sendWithout' : isAsking ? 'sendAnyway' : 'send')}
        </Button>
        <Button priority="secondary" busy={asking.pending} onClick={() => void leave()}>
          {t('later')}
        </Button>
        <Button priority="tertiary" busy={asking.pending} onClick={() => void remove(false)}>
          {t('remove')}
        </Button>
      </div>
    </form>
  );
}

function learntIn({ account, phone: { binding } }: StationView): Learnt {
  return {
    email: account?.account?.channels.email.value ?? '',
    phone: binding.kind === 'bound' ? binding.number : '',
  };
}
