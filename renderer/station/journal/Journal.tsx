import type { JournalView } from '../../../electron/ipc/rooms/journal.ts';
import { Button } from '../../ui/Button.tsx';
import { FailureAlert } from '../../ui/FailureAlert.tsx';
import { Panel } from '../shell/Panel.tsx';
import { t } from '../text.ts';
import { JournalExport } from './JournalExport.tsx';
import { JournalSearch } from './JournalSearch.tsx';
import { useJournal } from './use-journal.ts';
import './journal.css';

/** « Journal des connexions »: who signed in on this workstation, how, when, with what result. */
export function Journal({ onClose }: { readonly onClose: () => void }) {
  const { journal, failure, read } = useJournal();
  return (
    <Panel title={t('journal.title')} onClose={onClose}>
      <div className="journal">
        {failure && (
          <>
            <FailureAlert failure={failure} />
            <div className="buttons">
              <Button onClick={() => void read()}>{t('account.retry')}</Button>
            </div>
          </>
        )}
        {!failure && !journal && (
          <p className="busy" role="status">
            {t('journal.loading')}
          </p>
        )}
        {journal && (
          <>
            <div className="journal__head">
              <p className="discreet">
                {t('journal.intro', { days: journal.days })}
                {journal.total > journal.entries.length && ` ${newestText(journal)}`}
              </p>
              {journal.entries.length > 0 && <JournalExport />}
            </div>
            {!journal.keepsNames && <p className="journal__warning">{t('journal.noNames')}</p>}
            {journal.entries.length === 0 ? (
              <p>{t('journal.empty')}</p>
            ) : (
              <JournalSearch entries={journal.entries} />
            )}
          </>
        )}
      </div>
    </Panel>
  );
}

const numbers = new Intl.NumberFormat('fr-FR');

function newestText({ entries, total }: JournalView): string {
  return t('journal.newest', { count: numbers.format(entries.length), total: numbers.format(total) });
}
