import { useLayoutEffect, useRef, useState } from 'react';
import type { CallView } from '../../electron/ipc/rooms/telephony.ts';
import { type Choice, stateSince } from '../ui/calls.ts';
import { callName } from '../ui/party-names.ts';
import { Timer } from '../ui/Timer.tsx';
import { chipsThatFit, chipWidthOn, pageOf } from './chip-pages.ts';
import { t, who } from './text.ts';

interface ChipsProps {
  readonly calls: readonly CallView[];
  /** The one to show when there is no room to turn the pages. */
  readonly next: CallView | null;
  readonly onChoose: (choice: Choice) => void;
}

/** The other calls, as many as fit, whoever is being talked to always; the last chip turns to the next ones. */
export function Chips({ calls, next, onChoose }: ChipsProps) {
  const list = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [page, setPage] = useState(0);

  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const choose = (call: CallView) => onChoose({ callId: call.id, at: Date.now() });
  const talking = calls.filter((call) => call.state === 'connected').length;
  const size = chipsThatFit(width, calls.length, chipWidthOn(window.innerWidth));
  const { shown, hidden, turns } = pageOf(calls, size, page, talking);
  return (
    <div className="chips" data-many={calls.length > 1} ref={list}>
      {shown.map((call) => (
        <button
          key={call.id}
          type="button"
          className="chip"
          data-call-id={call.id}
          data-state={call.state}
          title={t('show', { who: who(call), state: t(`state.${call.state}`) })}
          onClick={() => choose(call)}
        >
          <span className="chip__who">{callName(call)}</span>
          <span className="chip__state">
            {t(`short.${call.state}`)} {call.state !== 'ended' && <Timer since={stateSince(call)} />}
          </span>
        </button>
      ))}
      {hidden > 0 && (
        <button
          type="button"
          className="chip chip--more"
          title={t('more', { count: hidden })}
          aria-label={t('more', { count: hidden })}
          onClick={() => (turns || !next ? setPage(page + 1) : choose(next))}
        >
          +{hidden}
        </button>
      )}
    </div>
  );
}
