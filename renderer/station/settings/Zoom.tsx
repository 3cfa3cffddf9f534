import { useId } from 'react';
import { zoomFactors } from '../../../electron/ipc/zoom-factors.ts';
import { stationBridge } from '../../ui/bridge.ts';
import { FailureAlert } from '../../ui/FailureAlert.tsx';
import { useIntent } from '../../ui/use-intent.ts';
import { t } from '../text.ts';

/** How large everything is drawn on this workstation, the bar and the windows alike. */
export function Zoom({ zoom }: { readonly zoom: number }) {
  const id = useId();
  const choose = useIntent((factor: (typeof zoomFactors)[number]) =>
    stationBridge.ask('settings.zoom', { factor }),
  );
  return (
    <div className="fr-select-group">
      {choose.failure && <FailureAlert failure={choose.failure} />}
      <label className="fr-label" htmlFor={id}>
        {t('settings.zoom')}
        <span className="fr-hint-text">{t('settings.zoomHint')}</span>
      </label>
      <select
        id={id}
        className="fr-select"
        value={String(zoom)}
        onChange={(event) => {
          const chosen = zoomFactors.find((factor) => String(factor) === event.target.value);
          if (chosen) void choose.run(chosen);
        }}
      >
        {zoomFactors.map((factor) => (
          <option key={factor} value={String(factor)}>
            {t('settings.zoomFactor', { percent: Math.round(factor * 100) })}
          </option>
        ))}
      </select>
    </div>
  );
}
