import { stationBridge } from '../../ui/bridge.ts';
import { ExportButton } from '../ExportButton.tsx';
import { type Filters, filterOf } from './filters.ts';
import { t } from './text.ts';

const numbers = new Intl.NumberFormat('fr-FR');

/** Has what the filters show written where the person chooses, and tells where that is. */
export function CallLogExport({ filters }: { readonly filters: Filters }) {
  return (
    <ExportButton
      write={() => stationBridge.ask('callLog.export', filterOf(filters, Date.now()))}
      label={t('callLog.export')}
      pendingLabel={t('callLog.exporting')}
      writtenTitle={({ count }) => countText(count)}
      fileClass="call-log__file"
    />
  );
}

function countText(count: number): string {
  return count === 1
    ? t('callLog.exported.one')
    : t('callLog.exported.many', { count: numbers.format(count) });
}
