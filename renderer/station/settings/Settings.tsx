import { useId } from 'react';
import type { SettingsView } from '../../../electron/ipc/rooms/settings.ts';
import { stationBridge } from '../../ui/bridge.ts';
import { Choices } from '../../ui/Choices.tsx';
import { FailureAlert } from '../../ui/FailureAlert.tsx';
import { useIntent } from '../../ui/use-intent.ts';
import { Panel } from '../shell/Panel.tsx';
import { t } from '../text.ts';
import { Shortcuts } from './Shortcuts.tsx';
import { Zoom } from './Zoom.tsx';

interface SettingsProps {
  readonly settings: SettingsView;
  readonly onClose: () => void;
}

/** Where the bar is, how large, and the keys that work everywhere; what is chosen holds at once. */
export function Settings({ settings, onClose }: SettingsProps) {
  const { displays, barDisplay, barCollapsed, zoom, shortcuts, offeredKeys } = settings;
  const collapseId = useId();
  const place = useIntent((displayId: number) => stationBridge.ask('settings.placeBar', { displayId }));
  const collapse = useIntent((collapsed: boolean) =>
    stationBridge.ask('settings.collapseBar', { collapsed }),
  );
  const failure = place.failure ?? collapse.failure;
  const absent = barDisplay !== null && !displays.some(({ id }) => id === barDisplay);
  const primary = displays.find((display) => display.primary);
  return (
    <Panel title={t('settings.title')} onClose={onClose}>
      {failure && <FailureAlert failure={failure} />}
      <Choices
        legend={t('settings.display')}
        {...(absent ? { hint: t('settings.displayAbsent') } : {})}
        name="display"
        options={displays.map((display) => ({
          id: String(display.id),
          title: display.label,
          detail: display.primary ? t('settings.displayPrimary') : undefined,
        }))}
        selected={String(barDisplay ?? primary?.id ?? '')}
        onSelect={(id) => void place.run(Number(id))}
      />
      <Zoom zoom={zoom} />
      <label className="choice" htmlFor={collapseId}>
        <input
          id={collapseId}
          type="checkbox"
          checked={barCollapsed}
          onChange={(event) => void collapse.run(event.target.checked)}
        />
        <span className="choice__text">
          <strong>{t('settings.collapse')}</strong>
          <span>{t('settings.collapseHint')}</span>
        </span>
      </label>
      {shortcuts.length > 0 && <Shortcuts shortcuts={shortcuts} offered={offeredKeys} />}
    </Panel>
  );
}
