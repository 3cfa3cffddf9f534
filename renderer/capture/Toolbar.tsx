import type { EditAction } from '../../electron/screenshots/rules/edits.ts';
import { Button } from '../ui/Button.tsx';
import type { EditingStep } from './Editor.tsx';
import { t } from './text.ts';
import type { Zoom } from './use-zoom.ts';

interface ToolbarProps {
  readonly step: EditingStep;
  readonly zoom: Zoom;
  readonly cropping: boolean;
  readonly onCropping: (cropping: boolean) => void;
  readonly onAdd: () => void;
  readonly onAct: (action: EditAction) => void;
}

/** What may be done to a picture, for the mouse and for the keyboard. */
export function Toolbar({ step, zoom, cropping, onCropping, onAdd, onAct }: ToolbarProps) {
  return (
    <div className="toolbar" role="toolbar" aria-label={t('tools')}>
      <Button small priority="secondary" onClick={onAdd}>
        {t('tool.add')}
      </Button>
      <button
        type="button"
        className="fr-btn fr-btn--secondary fr-btn--sm toolbar__toggle"
        aria-pressed={cropping}
        onClick={() => onCropping(!cropping)}
      >
        {t('tool.crop')}
      </button>
      {step.area && (
        <Button small priority="tertiary" onClick={() => onAct({ type: 'crop', box: null })}>
          {t('tool.uncrop')}
        </Button>
      )}
      <span className="toolbar__gap" />
      <Button small priority="tertiary" disabled={!step.canUndo} onClick={() => onAct({ type: 'undo' })}>
        {t('tool.undo')}
      </Button>
      <Button small priority="tertiary" disabled={!step.canRedo} onClick={() => onAct({ type: 'redo' })}>
        {t('tool.redo')}
      </Button>
      <span className="toolbar__gap" />
      <Button small priority="tertiary" label={t('tool.smaller')} onClick={() => zoom.change(-1)}>
        −
      </Button>
      <span className="toolbar__zoom">{t('tool.zoom', { percent: Math.round(zoom.factor * 100) })}</span>
      <Button small priority="tertiary" label={t('tool.larger')} onClick={() => zoom.change(1)}>
        +
      </Button>
      <Button small priority="tertiary" disabled={zoom.fits} onClick={zoom.fit}>
        {t('tool.fit')}
      </Button>
    </div>
  );
}
