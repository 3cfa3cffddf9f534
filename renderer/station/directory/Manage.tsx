import { useState } from 'react';
import type { DirectoryView } from '../../../electron/ipc/rooms/directory.ts';
import type { DirectorySummary } from '../../../native/records/directory/operations.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { stationBridge } from '../../ui/bridge.ts';
import { FailureAlert } from '../../ui/FailureAlert.tsx';
import { useAsking } from '../../ui/use-intent.ts';
import { Panel } from '../shell/Panel.tsx';
import { ImportSteps } from './ImportSteps.tsx';
import { count, t } from './text.ts';

interface ManageProps {
  readonly directory: DirectoryView;
  readonly summary: DirectorySummary | null;
  readonly onClose: () => void;
}

/** « Gérer l'annuaire »: what was imported, importing more, taking it out again. */
export function Manage({ directory, summary, onClose }: ManageProps) {
  const asking = useAsking();
  const { importing } = directory;
  return (
    <Panel title={t('manage.title')} onClose={onClose}>
      <div className="directory__manage">
        {summary?.canSeal === false && (
          <Alert severity="warning">
            <p>{t('manage.noSeal')}</p>
          </Alert>
        )}
        {importing ? (
          <ImportSteps importing={importing} />
        ) : (
          <>
            <div className="buttons">
              <Button
                first
                busy={asking.pending}
                onClick={() => void asking.run(() => stationBridge.ask('directory.chooseFile', undefined))}
              >
                {t('manage.import')}
              </Button>
              {directory.ldapHost !== null && (
                <Button
                  priority="secondary"
                  busy={asking.pending}
                  onClick={() => void asking.run(() => stationBridge.ask('directory.readLdap', undefined))}
                >
                  {t('manage.ldap')}
                </Button>
              )}
              <Export />
            </div>
            <p className="discreet">{t('manage.importHint')}</p>
            {asking.failure && <FailureAlert failure={asking.failure} onClose={asking.clear} />}
            <h3 className="directory__title">{t('manage.sources')}</h3>
            {summary?.sources.length === 0 && <p>{t('manage.noSource')}</p>}
            <ul className="directory__sources">
              {summary?.sources.map((source) => (
                <Source key={source.name} source={source} />
              ))}
            </ul>
          </>
        )}
      </div>
    </Panel>
  );
}

const dates = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeStyle: 'short' });

function Source({ source }: { readonly source: DirectorySummary['sources'][number] }) {
  const [asked, setAsked] = useState(false);
  const asking = useAsking();
  const { name, entries } = source;
  const date = dates.format(source.importedAt);
  const forget = () => void asking.run(() => stationBridge.ask('directory.forgetSource', { source: name }));
  return (
    <li>
      <p>
        <strong>{name}</strong>
        <span className="directory__about">
          {entries === 1
            ? t('manage.sourceOne', { date })
            : t('manage.source', { count: count(entries), date })}
        </span>
      </p>
      {asked ? (
        <span className="directory__sure">
          <span role="status">{t('manage.forgetSure', { count: count(entries) })}</span>
          <Button small busy={asking.pending} onClick={forget}>
            {t('manage.forgetYes')}
          </Button>
          <Button small priority="secondary" onClick={() => setAsked(false)}>
            {t('form.cancel')}
          </Button>
        </span>
      ) : (
        <Button
          small
          priority="secondary"
          label={t('manage.forgetLabel', { name })}
          onClick={() => setAsked(true)}
        >
          {t('manage.forget')}
        </Button>
      )}
      {asking.failure && <FailureAlert failure={asking.failure} />}
    </li>
  );
}

function Export() {
  const [file, setFile] = useState<string | null>(null);
  const asking = useAsking();
  const write = () =>
    void asking.run(async () => {
      const written = await stationBridge.ask('directory.export', undefined);
      if (!written.ok) return written;
      setFile(written.value.file);
      return { ok: true, value: undefined };
    });
  return (
    <>
      <Button priority="secondary" busy={asking.pending} onClick={write}>
        {t(asking.pending ? 'manage.exporting' : 'manage.export')}
      </Button>
      {file !== null && (
        <Alert severity="success" title={t('manage.exported')}>
          <p className="directory__path">{file}</p>
        </Alert>
      )}
      {asking.failure && <FailureAlert failure={asking.failure} />}
    </>
  );
}
