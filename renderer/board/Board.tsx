import { useCallback, useRef } from 'react';
import type { BoardView } from '../../electron/ipc/rooms/board.ts';
import type { AgentState } from '../../electron/telephony/agent/ports.ts';
import type { PhoneCommand } from '../../electron/telephony/ports.ts';
import { t } from '../ui/board-text.ts';
import { boardBridge } from '../ui/bridge.ts';
import { FailureAlert } from '../ui/FailureAlert.tsx';
import { Timer } from '../ui/Timer.tsx';
import { useAsking } from '../ui/use-intent.ts';
import { AgentChoice } from './AgentChoice.tsx';
import { Colleagues } from './Colleagues.tsx';
import { helpFor } from './colleague-actions.ts';
import { Rooms } from './Rooms.tsx';

/** Who waits, who is there, and what can be done about it. */
export function Board({ view }: { readonly view: BoardView }) {
  const { environment, board, agent, locked, bound } = view;
  const { run, failure, clear } = useAsking();
  const asking = useRef(run);
  asking.current = run;
  // The same function for as long as the page lives: hundreds of tiles hold it.
  const command = useCallback(
    (asked: PhoneCommand) => void asking.current(() => boardBridge.ask('phone.command', asked)),
    [],
  );
  const setAgent = (state: AgentState) => void run(() => boardBridge.ask('agent.set', { state }));

  return (
    <main className="board" data-environment={environment.kind} data-link={board.link.kind}>
      <header className="board__head">
        <span className="environment" data-kind={environment.kind} title={environment.site}>
          {environment.label}
        </span>
        <h1 className="board__title">{t('heading')}</h1>
        {agent && <AgentChoice agent={agent} onChoose={setAgent} />}
      </header>
      {failure && <FailureAlert failure={failure} onClose={clear} />}
      {locked ? (
        <Locked />
      ) : (
        <>
          <Notice view={view} />
          <div className="board__parts" data-rooms={board.rooms.length > 0}>
            <Rooms rooms={board.rooms} mayAct={bound} capabilities={view.capabilities} onAct={command} />
            <Colleagues colleagues={board.colleagues} help={helpFor(view)} onAct={command} />
          </div>
        </>
      )}
    </main>
  );
}

/** Nobody who passes by reads here who waits or who talks to whom; main sends none of it. */
function Locked() {
  return (
    <div className="board__locked" role="status">
      <span className="icon icon--lock" aria-hidden="true" />
      <div>
        <h2 className="board__subtitle">{t('locked')}</h2>
        <p>{t('lockedHint')}</p>
      </div>
    </div>
  );
}

/** Why what is shown may be wrong, or nothing can be done. */
function Notice({ view: { board, bound } }: { readonly view: BoardView }) {
  if (!bound) return <p className="board__notice">{t('unbound')}</p>;
  if (board.link.kind === 'stale') {
    return (
      <div className="board__notice board__notice--stale" role="alert">
        <span className="icon icon--stale" aria-hidden="true" />
        <strong>
          {t('stale')} <Timer since={board.link.since} />
        </strong>
        <span>{t('staleHint')}</span>
      </div>
    );
  }
  if (board.link.kind === 'connecting') return <p className="board__notice">{t('connecting')}</p>;
  return null;
}
