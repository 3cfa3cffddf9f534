import { type CSSProperties, type KeyboardEvent, useEffect, useRef } from 'react';
import type { Box } from '../../electron/redaction/index.ts';
import type { DrawnBox } from '../../electron/screenshots/ports.ts';
import type { EditAction } from '../../electron/screenshots/rules/edits.ts';
import type { EditingStep } from './Editor.tsx';
import { arrowStep, hit, moved, type Point, resized } from './geometry.ts';
import { ShownPicture } from './ShownPicture.tsx';
import { t } from './text.ts';
import { useDrag } from './use-drag.ts';

/** What the next act is about. `newest` is the box that is about to come, after those with smaller numbers. */
export type Chosen =
  | { readonly kind: 'box'; readonly id: number }
  | { readonly kind: 'newest'; readonly after: number }
  | { readonly kind: 'finding'; readonly id: string }
  | null;

interface PictureStageProps {
  readonly step: EditingStep;
  /** How much larger than it is the picture is looked at. */
  readonly factor: number;
  readonly cropping: boolean;
  readonly chosen: Chosen;
  readonly describedBy: string;
  readonly onChoose: (chosen: Chosen) => void;
  readonly onAct: (action: EditAction) => void;
}

/** The picture with what is drawn on it: a pointer draws and moves, the keyboard moves what has its focus. */
export function PictureStage(props: PictureStageProps) {
  const { step, factor, cropping, chosen, onChoose, onAct } = props;
  const { picture, boxes, area, findings } = step;
  const stage = useRef<HTMLDivElement>(null);
  const place = (box: Box): CSSProperties => ({
    left: box.x * factor,
    top: box.y * factor,
    width: box.width * factor,
    height: box.height * factor,
  });
  const drag = useDrag({
    picture,
    factor,
    onDrawn: (box) => onAct(cropping ? { type: 'crop', box } : { type: 'draw', box }),
    onMoved: (id, box) => onAct({ type: 'place', id, box }),
    onClick: (at: Point) => {
      const own = hit(
        boxes.map((box) => ({ id: box.id, box })),
        at,
      );
      if (own) return onChoose({ kind: 'box', id: own.id });
      const finding = hit(findings, at);
      onChoose(finding && { kind: 'finding', id: finding.id });
    },
  });

  const focused = chosen?.kind === 'box' ? chosen.id : null;
  const newest = chosen?.kind === 'newest' ? boxes.find(({ id }) => id > chosen.after)?.id : undefined;
  useEffect(() => {
    if (newest !== undefined) onChoose({ kind: 'box', id: newest });
  }, [newest, onChoose]);
  useEffect(() => {
    if (focused === null) return;
    stage.current?.querySelector<HTMLElement>(`[data-box="${focused}"]`)?.focus();
  }, [focused]);
  const finding = chosen?.kind === 'finding' ? findings.find(({ id }) => id === chosen.id) : undefined;
  useEffect(() => {
    if (finding)
      stage.current?.querySelector('[data-finding]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [finding]);

  const onBoxKey = (event: KeyboardEvent, box: DrawnBox) => {
    const by = arrowStep(event.key, event.shiftKey);
    if (by) {
      event.preventDefault();
      const change = event.ctrlKey ? resized : moved;
      onAct({ type: 'place', id: box.id, box: change(plain(box), by, picture) });
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      onAct({ type: 'remove', id: box.id });
      onChoose(null);
      stage.current?.focus();
    }
  };
  const shownArea = cropping && drag.shown ? drag.shown.box : area;

  return (
    // biome-ignore lint/a11y/useSemanticElements: a picture and what is drawn on it are no set of fields
    <div
      ref={stage}
      className="stage"
      data-cropping={cropping}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the room around scrolls by keyboard, and keys for the picture are pressed here
      tabIndex={0}
      role="group"
      aria-label={t('edit.picture')}
      aria-describedby={props.describedBy}
      style={{ width: picture.width * factor, height: picture.height * factor }}
      onPointerDown={(event) => {
        const at = event.target instanceof HTMLElement ? event.target.dataset.box : undefined;
        const own = cropping ? undefined : boxes.find(({ id }) => String(id) === at);
        drag.start(event, own ?? null);
      }}
      onPointerMove={drag.move}
      onPointerUp={drag.end}
      onPointerCancel={drag.cancel}
    >
      <ShownPicture picture={picture} label={t('edit.picture')} />
      {step.revealed.map(({ id, box }) => (
        <div key={id} className="stage__revealed" style={place(box)} />
      ))}
      {finding && <div data-finding className="stage__finding" style={place(finding.box)} />}
      {boxes.map((box, index) => {
        const shown = drag.shown?.id === box.id ? drag.shown.box : box;
        const { x, y, width, height } = box;
        return (
          <button
            key={box.id}
            type="button"
            data-box={box.id}
            className="stage__box"
            aria-label={t('box.name', { number: index + 1, x, y, width, height })}
            style={place(shown)}
            onFocus={() => onChoose({ kind: 'box', id: box.id })}
            onKeyDown={(event) => onBoxKey(event, box)}
          />
        );
      })}
      {drag.shown?.id === null && !cropping && (
        <div className="stage__drawing" style={place(drag.shown.box)} />
      )}
      {shownArea && <div className="stage__area" style={place(shownArea)} />}
    </div>
  );
}

const plain = ({ x, y, width, height }: Box): Box => ({ x, y, width, height });
