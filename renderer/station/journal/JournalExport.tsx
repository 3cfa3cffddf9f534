import { stationBridge } from '../../ui/bridge.ts';
import { ExportButton } from '../ExportButton.tsx';
import { t } from '../text.ts';

/** Has the whole journal written where the person chooses, and tells where that is. */
export function JournalExport() {
  return (
    <ExportButton
      write={() => stationBridge.ask('journal.export', undefined)}
      label={t('journal.export')}
      pendingLabel={t('journal.exporting')}
      writtenTitle={() => t('journal.exported')}
      fileClass="journal__file"
    />
  );
}
