import { type FormEvent, useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { captureBridge } from '../ui/bridge.ts';
import { Field } from '../ui/Field.tsx';
import { t } from './text.ts';

/** Which page of a document is to be shown. */
export function ChoosePage({ pages }: { readonly pages: number }) {
  const [typed, setTyped] = useState('1');
  const [problem, setProblem] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const page = Number(typed.trim());
    if (Number.isInteger(page) && page >= 1 && page <= pages) {
      void captureBridge.ask('capture.page', { page });
    } else setProblem(t('page.problem', { pages }));
  };
  return (
    <form className="choose-page" onSubmit={submit}>
      <h2 className="capture__subtitle">{t('page.title')}</h2>
      <Field
        label={t('page.label')}
        hint={t('page.hint', { pages })}
        problem={problem}
        inputMode="numeric"
        autoFocus
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setProblem(null);
        }}
      />
      <div className="buttons">
        <Button type="submit">{t('page.go')}</Button>
        <Button priority="secondary" onClick={() => void captureBridge.ask('capture.cancel', undefined)}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}
