import { type FormEvent, useCallback, useEffect, useState } from 'react';
import type { SupportView } from '../../../../electron/ipc/rooms/support.ts';
import type { RequestField, ServiceRequest } from '../../../../electron/support/catalogue/index.ts';
import {
  type FieldProblem,
  longestAnswer,
  problemsOf,
} from '../../../../electron/support/catalogue/rules/request.ts';
import { Alert } from '../../../ui/Alert.tsx';
import { Button } from '../../../ui/Button.tsx';
import { stationBridge } from '../../../ui/bridge.ts';
import { FailureAlert } from '../../../ui/FailureAlert.tsx';
import { Field } from '../../../ui/Field.tsx';
import { Select } from '../../../ui/Select.tsx';
import { TextArea } from '../../../ui/TextArea.tsx';
import { useAsking } from '../../../ui/use-intent.ts';
import { Kept } from '../report/Kept.tsx';
import { t } from './text.ts';
import { type RequestDraft, requestOf, useAnswers } from './use-answers.ts';

interface RequestFormProps {
  readonly request: ServiceRequest;
  /** Whether what is typed rests on the disk. */
  readonly kept: SupportView['kept'];
}

/** The form of a request: what was begun of it is there again, until it is sent. */
export function RequestForm({ request, kept }: RequestFormProps) {
  const { id } = request;
  const [begun, setBegun] = useState<RequestDraft | null>(null);
  const [sent, setSent] = useState(false);
  const { run, failure } = useAsking();
  const begin = useCallback(
    () =>
      run(async () => {
        const reply = await stationBridge.ask('support.beginRequest', { service: id });
        if (!reply.ok) return reply;
        setBegun(requestOf(reply.value));
        return { ok: true, value: undefined };
      }),
    [id],
  );
  useEffect(() => void begin(), [begin]);
  if (sent) {
    return (
      <Alert severity="success" title={t('sent')}>
        <p>{t('sentText')}</p>
      </Alert>
    );
  }
  if (failure) {
    return (
      <>
        <FailureAlert failure={failure} />
        <div className="buttons">
          <Button priority="secondary" onClick={() => void begin()}>
            {t('again')}
          </Button>
        </div>
      </>
    );
  }
  return begun && <Answers request={request} begun={begun} kept={kept} onSent={() => setSent(true)} />;
}

interface AnswersProps extends RequestFormProps {
  readonly begun: RequestDraft;
  readonly onSent: () => void;
}

function Answers({ request, begun, kept, onSent }: AnswersProps) {
  const { answers, keeping, change, flush, forget } = useAnswers(begun);
  const [tried, setTried] = useState(false);
  const asking = useAsking();
  const problems = tried ? problemsOf(request, answers) : {};
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (asking.pending || Object.keys(problemsOf(request, answers)).length > 0) return;
    const isSent = await asking.run(async () => {
      await flush();
      return stationBridge.ask('requests.ask', { id: request.id, answers, draft: begun.id });
    });
    if (!isSent) return;
    forget();
    onSent();
  };
  return (
    <form className="request__form" noValidate onSubmit={(event) => void submit(event)}>
      {/* What is being sent is not written into: it would go nowhere. */}
      <div inert={asking.pending}>
        <h3 className="support__section">{t('form')}</h3>
        <p className="discreet">{t('privacy')}</p>
        {request.fields.map((field) => (
          <Answer
            key={field.id}
            field={field}
            value={answers[field.id] ?? ''}
            problem={problemText(field, problems[field.id])}
            onChange={(value) => change(field.id, value)}
          />
        ))}
        <Kept keeping={keeping} kept={kept} />
      </div>
      {asking.failure && <FailureAlert failure={asking.failure} onClose={asking.clear} />}
      <div className="buttons">
        <Button type="submit" busy={asking.pending}>
          {t('send')}
        </Button>
      </div>
    </form>
  );
}

function problemText({ kind }: RequestField, problem: FieldProblem | undefined): string | null {
  return problem ? t(problem, { longest: longestAnswer[kind] }) : null;
}

interface AnswerProps {
  readonly field: RequestField;
  readonly value: string;
  readonly problem: string | null;
  readonly onChange: (value: string) => void;
}

function Answer({ field, value, problem, onChange }: AnswerProps) {
  const { hint, required } = field;
  const label = required ? `${field.label} (${t('required')})` : field.label;
  const common = { label, hint, problem, required };
  if (field.kind === 'choice') {
    const options = [
      { id: '', text: t('choose') },
      ...field.options.map((option) => ({ id: option, text: option })),
    ];
    return <Select {...common} options={options} selected={value} onSelect={onChange} />;
  }
  if (field.kind === 'text') {
    return (
      <TextArea
        {...common}
        value={value}
        rows={4}
        maxLength={longestAnswer.text}
        onChange={({ target }) => onChange(target.value)}
      />
    );
  }
  return (
    <Field
      {...common}
      value={value}
      maxLength={longestAnswer.line}
      autoComplete="off"
      onChange={({ target }) => onChange(target.value)}
    />
  );
}
