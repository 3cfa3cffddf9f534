import { useEffect, useLayoutEffect, useState } from 'react';
import type { Failure, Result } from '../../../../electron/failures/index.ts';
import type { OpenTicket } from '../../../../electron/support/index.ts';
import type { Draft } from '../../../../electron/support/rules/draft.ts';
import { stationBridge } from '../../../ui/bridge.ts';
import { whenPageMayGo } from '../../../ui/page-may-go.ts';
import type { Keeping } from '../report/keep-soon.ts';
import { ReplyKeeper } from './reply-keeper.ts';

export interface ReplyDraft {
  readonly text: string;
  readonly draft: Draft | null;
  readonly keeping: Keeping;
  /** It is being sent or erased: nothing is typed meanwhile. */
  readonly closing: boolean;
  readonly failure: Failure | null;
  readonly clear: () => void;
  readonly type: (text: string) => void;
  readonly attach: () => Promise<void>;
  readonly detach: (attachment: string) => Promise<void>;
  /** Whether it is on its way now. */
  readonly send: () => Promise<boolean>;
  readonly discard: () => Promise<void>;
}

/** The reply that is being written on a ticket: kept at each change, the same after a lock or a crash. */
export function useReply({ ticket, draft: found }: OpenTicket): ReplyDraft {
  const { thread, subject } = ticket;
  const [draft, setDraft] = useState(found);
  const [keeping, setKeeping] = useState<Keeping>({ kind: 'kept' });
  const [closing, setClosing] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [keeper] = useState(
    () =>
      new ReplyKeeper({
        draft: found,
        begin: async () => {
          const begun = await stationBridge.ask('support.beginReply', { thread, subject });
          if (begun.ok) setDraft(begun.value);
          return begun;
        },
        save: ({ id }, typed) =>
          stationBridge.ask('support.saveDraft', {
            id,
            form: { kind: 'reply', thread, subject, text: typed },
          }),
        tell: setKeeping,
        onJoined: (joined) => setText(joined),
      }),
  );
  const [text, setText] = useState(keeper.text);
  // Another one comes into sight once this one is sent, or as two lines of the list turn out to be one ticket.
  useEffect(() => {
    if (!found || closing || !keeper.takeUp(found)) return;
    setDraft(found);
    setText(keeper.text);
  }, [found, closing, keeper]);
  useLayoutEffect(() => {
    const leave = keeper.enter();
    const stop = whenPageMayGo(() => void keeper.flush());
    return () => {
      stop();
      leave();
    };
  }, [keeper]);

  const change = async (ask: (id: string) => Promise<Result<Draft>>) => {
    const begun = await keeper.begun();
    const changed = begun.ok ? await ask(begun.value.id) : begun;
    setFailure(changed.ok ? null : changed.failure);
    if (changed.ok) setDraft(changed.value);
  };
  /** Its last act as a draft, after which another one may be begun. */
  const close = async (act: (id: string) => Promise<Result<undefined>>): Promise<boolean> => {
    setClosing(true);
    const begun = await keeper.begun();
    const closed = begun.ok ? await act(begun.value.id) : begun;
    setFailure(closed.ok ? null : closed.failure);
    if (closed.ok) {
      keeper.forget();
      setText('');
      setDraft(null);
      setKeeping({ kind: 'kept' });
    }
    setClosing(false);
    return closed.ok;
  };
  return {
    text,
    draft,
    keeping,
    closing,
    failure: failure ?? (keeping.kind === 'failed' ? keeping.failure : null),
    clear: () => {
      setFailure(null);
      if (keeping.kind === 'failed') setKeeping({ kind: 'keeping' });
    },
    type: (typed) => {
      setText(typed);
      keeper.type(typed);
    },
    attach: () => change((id) => stationBridge.ask('support.attachFile', { id })),
    detach: (attachment) => change((id) => stationBridge.ask('support.detach', { id, attachment })),
    send: () =>
      close(async (id) => {
        const kept = await keeper.flush();
        return kept.ok ? stationBridge.ask('support.send', { id }) : kept;
      }),
    discard: async () => {
      await close(async (id) => {
        await keeper.flush();
        return stationBridge.ask('support.removeDraft', { id });
      });
    },
  };
}
