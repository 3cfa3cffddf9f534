import { type KeyboardEvent, useId, useRef, useState } from 'react';
import type { CaptureStep } from '../../electron/ipc/rooms/capture.ts';
import type { EditAction } from '../../electron/screenshots/rules/edits.ts';
import { Alert } from '../ui/Alert.tsx';
import { Button } from '../ui/Button.tsx';
import { captureBridge } from '../ui/bridge.ts';
import { FailureAlert } from '../ui/FailureAlert.tsx';
import { AttachDialog } from './AttachDialog.tsx';
import { type EditorKey, editorKey } from './editor-keys.ts';
import { Findings } from './Findings.tsx';
import { type Chosen, PictureStage } from './PictureStage.tsx';
import { RevealDialog } from './RevealDialog.tsx';
import { Toolbar } from './Toolbar.tsx';
import { t } from './text.ts';
import { useZoom } from './use-zoom.ts';
import { YourBoxes } from './YourBoxes.tsx';

export type EditingStep = Extract<CaptureStep, { kind: 'editing' }>;

const edit = (action: EditAction) => void captureBridge.ask('capture.edit', action);

/** Where a person looks at a masked picture, hides more of it, and decides that it may leave. */
export function Editor({ step }: { readonly step: EditingStep }) {
  const [chosen, setChosen] = useState<Chosen>(null);
  const [cropping, setCropping] = useState(step.wantsArea);
  const [asking, setAsking] = useState<'reveal' | 'attach' | null>(null);
  const room = useRef<HTMLDivElement>(null);
  const zoom = useZoom(room, step.picture);
  const hintId = useId();
  const { boxes, findings, picture } = step;
  const box = chosen?.kind === 'box' ? boxes.find(({ id }) => id === chosen.id) : undefined;
  const finding = chosen?.kind === 'finding' ? findings.find(({ id }) => id === chosen.id) : undefined;

  const act = (action: EditAction) => {
    if (action.type === 'crop') setCropping(false);
    edit(action);
  };
  const addInTheMiddle = () => {
    const around = step.area ?? { x: 0, y: 0, ...picture };
    const [width, height] = [Math.ceil(around.width / 5), Math.ceil(around.height / 12)];
    act({
      type: 'draw',
      box: {
        x: around.x + (around.width - width) / 2,
        y: around.y + (around.height - height) / 2,
        width,
        height,
      },
    });
    // It is the newest, and what the next keys are for.
    const newest = boxes.reduce((most, { id }) => Math.max(most, id), 0);
    setChosen({ kind: 'newest', after: newest });
  };
  const does: Readonly<Record<EditorKey, () => void>> = {
    undo: () => act({ type: 'undo' }),
    redo: () => act({ type: 'redo' }),
    add: addInTheMiddle,
    larger: () => zoom.change(1),
    smaller: () => zoom.change(-1),
    fit: zoom.fit,
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const asked = isTyping(event.target) ? null : editorKey(event);
    if (!asked) return;
    event.preventDefault();
    does[asked]();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the whole editor; each has a button too
    <div className="editor" onKeyDown={onKeyDown}>
      <Toolbar
        step={step}
        zoom={zoom}
        cropping={cropping}
        onCropping={setCropping}
        onAdd={addInTheMiddle}
        onAct={act}
      />
      <div className="editor__middle">
        <div className="editor__picture">
          <p id={hintId} className="editor__hint" role="status">
            {t(cropping ? 'edit.areaHint' : 'edit.hint')}
          </p>
          <div ref={room} className="editor__room">
            <PictureStage
              step={step}
              factor={zoom.factor}
              cropping={cropping}
              chosen={chosen}
              describedBy={hintId}
              onChoose={setChosen}
              onAct={act}
            />
          </div>
        </div>
        <aside className="editor__side">
          {step.failure && <FailureAlert failure={step.failure} />}
          {step.masked === 'fully-masked' && (
            <Alert severity="warning" title={t('edit.fullyMasked')}>
              <p>{t('edit.fullyMaskedText')}</p>
            </Alert>
          )}
          {step.shortfalls.includes('deadline') && (
            <Alert severity="info" title={t('edit.deadline')}>
              <p>{t('edit.deadlineText')}</p>
            </Alert>
          )}
          <YourBoxes boxes={boxes} chosen={box} onChoose={setChosen} onAct={act} />
          <Findings
            step={step}
            chosen={finding}
            onChoose={(id) => setChosen(id === null ? null : { kind: 'finding', id })}
            onReveal={() => setAsking('reveal')}
            onHide={(hidden) => act({ type: 'draw', box: hidden })}
          />
          <details className="editor__keys">
            <summary>{t('edit.keysTitle')}</summary>
            <p className="discreet">{t('edit.keys')}</p>
          </details>
        </aside>
      </div>
      <div className="editor__end">
        <Button priority="secondary" onClick={() => void captureBridge.ask('capture.cancel', undefined)}>
          {t('cancel')}
        </Button>
        <Button busy={step.busy !== null} onClick={() => setAsking('attach')}>
          {t('attach.open')}
        </Button>
      </div>
      {asking === 'reveal' && finding && <RevealDialog finding={finding} onClose={() => setAsking(null)} />}
      {asking === 'attach' && <AttachDialog onClose={() => setAsking(null)} />}
    </div>
  );
}

function isTyping(target: EventTarget): boolean {
  return target instanceof Element && target.closest('input, textarea, dialog') !== null;
}
