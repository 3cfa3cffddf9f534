import { useState } from 'react';
import type { Entry } from '../../../electron/directory/index.ts';
import type { EntryContent } from '../../../electron/directory/rules/entry.ts';
import { Button } from '../../ui/Button.tsx';
import { stationBridge } from '../../ui/bridge.ts';
import { FailureAlert } from '../../ui/FailureAlert.tsx';
import { useAsking } from '../../ui/use-intent.ts';
import { t } from './text.ts';

/** What was just done to an entry of this workstation. */
export type Undoable =
  | { readonly kind: 'removed' | 'changed'; readonly before: Entry }
  | { readonly kind: 'added'; readonly after: Entry };

/** Tells what was done, and takes it back: what was removed comes again, what was changed is as before. */
export function Undo({ done, onEnd }: { readonly done: Undoable; readonly onEnd: () => void }) {
  const asking = useAsking();
  const [undone, setUndone] = useState(false);
  const { name } = done.kind === 'added' ? done.after : done.before;
  const undo = async () => {
    if (await asking.run(() => takeBack(done))) setUndone(true);
  };
  return (
    <div className="directory__done">
      <p role="status">
        {undone
          ? t('directory.undone')
          : t(done.kind === 'removed' ? 'directory.removed' : 'directory.saved', { name })}
      </p>
      {!undone && (
        <Button small priority="secondary" busy={asking.pending} onClick={() => void undo()}>
          {t('directory.undo')}
        </Button>
      )}
      <Button small priority="tertiary" onClick={onEnd}>
        {t('import.close')}
      </Button>
      {asking.failure && <FailureAlert failure={asking.failure} />}
    </div>
  );
}

async function takeBack(done: Undoable) {
  if (done.kind === 'added') {
    const removed = await stationBridge.ask('directory.remove', { id: done.after.id });
    return removed.ok ? { ok: true as const, value: undefined } : removed;
  }
  const { before, kind } = done;
  const id = kind === 'removed' ? null : before.id;
  const saved = await stationBridge.ask('directory.save', { id, content: contentOf(before) });
  if (!saved.ok) return saved;
  if (before.favourite && !saved.value.favourite) {
    await stationBridge.ask('directory.setFavourite', { id: saved.value.id, favourite: true });
  }
  return { ok: true as const, value: undefined };
}

/** An entry without what main adds to it. */
function contentOf({ id, favourite, source, ...content }: Entry): EntryContent {
  return content;
}
