import type { DrawnBox } from '../../electron/screenshots/ports.ts';
import type { EditAction } from '../../electron/screenshots/rules/edits.ts';
import { Button } from '../ui/Button.tsx';
import type { Chosen } from './PictureStage.tsx';
import { t } from './text.ts';

interface YourBoxesProps {
  readonly boxes: readonly DrawnBox[];
  readonly chosen: DrawnBox | undefined;
  readonly onChoose: (chosen: Chosen) => void;
  readonly onAct: (action: EditAction) => void;
}

/** What a person hides besides, and what may be done with the one that has the focus. */
export function YourBoxes({ boxes, chosen, onChoose, onAct }: YourBoxesProps) {
  return (
    <section className="your-boxes">
      <h2 className="editor__subtitle">{t('boxes.title')}</h2>
      {boxes.length === 0 && <p className="discreet">{t('boxes.none')}</p>}
      <ul className="your-boxes__list">
        {boxes.map((box, index) => (
          <li key={box.id}>
            <button
              type="button"
              className="your-boxes__one"
              aria-pressed={box === chosen}
              onClick={() => onChoose({ kind: 'box', id: box.id })}
            >
              {t('box.title', { number: index + 1 })}
            </button>
          </li>
        ))}
      </ul>
      {chosen && (
        <div className="buttons">
          <Button small priority="secondary" onClick={() => onAct({ type: 'remove', id: chosen.id })}>
            {t('box.remove')}
          </Button>
          <Button
            small
            priority="tertiary"
            onClick={() => {
              onAct({ type: 'crop', box: plain(chosen) });
              onAct({ type: 'remove', id: chosen.id });
              onChoose(null);
            }}
          >
            {t('box.keep')}
          </Button>
        </div>
      )}
    </section>
  );
}

const plain = ({ x, y, width, height }: DrawnBox) => ({ x, y, width, height });
