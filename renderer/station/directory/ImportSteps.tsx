import { type FormEvent, useState } from 'react';
import type { ImportState } from '../../../electron/directory/index.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { stationBridge } from '../../ui/bridge.ts';
import { FailureAlert } from '../../ui/FailureAlert.tsx';
import { Field } from '../../ui/Field.tsx';
import { useAsking } from '../../ui/use-intent.ts';
import { ImportReport } from './ImportReport.tsx';
import { count, t } from './text.ts';

/** An import as it goes: what is read, what it would change, its progress, what it did. */
export function ImportSteps({ importing }: { readonly importing: ImportState }) {
  const asking = useAsking();
  const { file } = importing;
  const close = (text: 'import.cancel' | 'import.close') => (
    <Button
      priority="secondary"
      onClick={() => void asking.run(() => stationBridge.ask('directory.closeImport', undefined))}
    >
      {t(text)}
    </Button>
  );
  switch (importing.step) {
    case 'reading':
      return (
        <p className="busy" role="status">
          {t('import.reading', { file })}
        </p>
      );
    case 'preview': {
      const { report } = importing;
      const empty = report.added + report.updated + report.unchanged === 0;
      return (
        <>
          <h3 className="directory__title">{t('import.preview', { file })}</h3>
          <SourceName key={report.source} source={report.source} />
          {empty && (
            <Alert severity="error">
              <p>{t('import.nothing')}</p>
            </Alert>
          )}
          {report.removed > 0 && !empty && (
            <Alert severity="warning">
              <p>{t('import.removing', { count: count(report.removed) })}</p>
            </Alert>
          )}
          <div className="buttons">
            <Button
              first
              busy={asking.pending}
              disabled={empty}
              onClick={() => void asking.run(() => stationBridge.ask('directory.applyImport', undefined))}
            >
              {t('import.apply')}
            </Button>
            {close('import.cancel')}
          </div>
          {asking.failure && <FailureAlert failure={asking.failure} />}
          <ImportReport report={report} />
        </>
      );
    }
    case 'writing':
      return (
        <>
          <p role="status">
            {t('import.writing', { file, done: count(importing.done), total: count(importing.total) })}
          </p>
          <progress
            className="directory__progress"
            aria-label={t('import.progress')}
            max={Math.max(1, importing.total)}
            value={importing.done}
          />
        </>
      );
    case 'done':
      return (
        <>
          <Alert severity="success" title={t('import.done', { file })} />
          <ImportReport report={importing.report} />
          <div className="buttons">{close('import.close')}</div>
        </>
      );
    case 'failed':
      return (
        <>
          <h3 className="directory__title">{t('import.failed', { file })}</h3>
          <FailureAlert failure={importing.failure} />
          <div className="buttons">{close('import.close')}</div>
        </>
      );
  }
}

function SourceName({ source }: { readonly source: string }) {
  const [name, setName] = useState(source);
  const asking = useAsking();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void asking.run(() => stationBridge.ask('directory.previewAs', { source: name.trim() }));
  };
  const changed = name.trim() !== source && name.trim() !== '';
  return (
    <form onSubmit={submit}>
      <Field
        label={t('import.as')}
        hint={t('import.asHint')}
        problem={null}
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.target.value)}
        beside={
          changed && (
            <Button type="submit" priority="secondary" busy={asking.pending}>
              {t('import.asAgain')}
            </Button>
          )
        }
      />
      {asking.failure && <FailureAlert failure={asking.failure} />}
    </form>
  );
}
