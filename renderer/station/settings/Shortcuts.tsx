import { useId } from 'react';
import type { Shortcut } from '../../../electron/dialling/shortcuts.ts';
import { Button } from '../../ui/Button.tsx';
import { stationBridge } from '../../ui/bridge.ts';
import { FailureAlert } from '../../ui/FailureAlert.tsx';
import { keysText } from '../../ui/key-names.ts';
import { useAsking } from '../../ui/use-intent.ts';
import { t } from '../text.ts';
import './settings.css';

interface ShortcutsProps {
  readonly shortcuts: readonly Shortcut[];
  readonly offered: readonly string[];
}

/** The system-wide keys of this workstation: which, and whether each works. */
export function Shortcuts({ shortcuts, offered }: ShortcutsProps) {
  const { run, failure } = useAsking();
  const isOwn = shortcuts.some(({ keys, site }) => keys !== site);
  return (
    <fieldset className="shortcuts">
      <legend>{t('shortcuts.title')}</legend>
      <p className="discreet">{t('shortcuts.hint')}</p>
      {failure && <FailureAlert failure={failure} />}
      {shortcuts.map((shortcut) => (
        <ShortcutChoice
          key={shortcut.action}
          shortcut={shortcut}
          offered={offered}
          onChoose={(keys) =>
            void run(() => stationBridge.ask('settings.setShortcut', { action: shortcut.action, keys }))
          }
        />
      ))}
      {isOwn && (
        <Button
          priority="tertiary"
          small
          onClick={() => void run(() => stationBridge.ask('settings.resetShortcuts', undefined))}
        >
          {t('shortcuts.reset')}
        </Button>
      )}
    </fieldset>
  );
}

interface ShortcutChoiceProps {
  readonly shortcut: Shortcut;
  readonly offered: readonly string[];
  readonly onChoose: (keys: string | null) => void;
}

const none = '';

/** A list rather than keys to press: what another program holds would never reach this page. */
function ShortcutChoice({ shortcut, offered, onChoose }: ShortcutChoiceProps) {
  const { action, keys, status } = shortcut;
  const id = useId();
  const choices = keys === null || offered.includes(keys) ? offered : [keys, ...offered];
  const works = status === 'held' || status === 'resting' || status === 'none';
  return (
    <div className="shortcuts__row">
      <label className="fr-label" htmlFor={id}>
        {t(`shortcuts.${action}`)}
      </label>
      <select
        id={id}
        className="fr-select"
        value={keys ?? none}
        aria-describedby={`${id}-status`}
        onChange={(event) => onChoose(event.target.value === none ? null : event.target.value)}
      >
        <option value={none}>{t('shortcuts.none')}</option>
        {choices.map((one) => (
          <option key={one} value={one}>
            {keysText(one)}
          </option>
        ))}
      </select>
      <p
        id={`${id}-status`}
        className={works ? 'shortcuts__status' : 'shortcuts__status shortcuts__status--wrong'}
      >
        {!works && <span className="icon icon--error" aria-hidden="true" />}
        {t(`shortcuts.status.${status}`)}
      </p>
    </div>
  );
}
