import { useEffect, useState } from 'react';
import type { Failure } from '../../../../electron/failures/index.ts';
import type { VerificationView } from '../../../../electron/ipc/rooms/verification.ts';
import { Button } from '../../../ui/Button.tsx';
import { stationBridge } from '../../../ui/bridge.ts';
import { useNow } from '../../../ui/clock.ts';
import { timeOf } from '../../../ui/time-of.ts';
import type { Attach } from './Attachments.tsx';
import { t } from './text.ts';

/** One that is not complete by so long after its end was ended early; ms. */
const SETTLED = 1_000;
/** An older verification says little of what goes wrong now; ms. */
const FRESH_FOR = 3_600_000;

interface AttachRunProps {
  readonly verification: VerificationView | null;
  readonly draft: string;
  readonly attach: Attach;
  readonly busy: boolean;
  readonly isFull: boolean;
  /** Whether one is to be attached once it has ended. */
  readonly onWanted: (wanted: boolean) => void;
  readonly onAttached: () => void;
  readonly onFailure: (failure: Failure) => void;
}

/** Attaches the last verification of the workstation, which is run first where it is old. */
export function AttachRun(props: AttachRunProps) {
  const { verification, draft, attach, busy, isFull, onWanted, onAttached, onFailure } = props;
  const now = useNow();
  /** Attached as soon as it has ended, where it is not the one of before; `begun` once main runs it. */
  const [wanted, setWanted] = useState<{ readonly before: string | null; readonly begun: boolean } | null>(
    null,
  );
  useEffect(() => onWanted(wanted !== null), [wanted, onWanted]);
  const report = verification?.report ?? null;
  const isRunning = verification?.isRunning ?? false;
  const attachOne = async (run: string) => {
    if (await attach(() => stationBridge.ask('support.attachRun', { id: draft, run }))) onAttached();
  };
  useEffect(() => {
    if (!wanted || isRunning || !report?.complete || report.id === wanted.before) return;
    setWanted(null);
    void attachOne(report.id);
  }, [wanted, isRunning, report]);
  // One that was ended early tells too little to be attached, and may be over before the page has seen it run.
  useEffect(() => {
    if (!wanted?.begun || isRunning) return;
    const timer = setTimeout(() => setWanted(null), SETTLED);
    return () => clearTimeout(timer);
  }, [wanted, isRunning]);
  if (!verification) return null;
  const isFresh = report?.complete === true && now - Date.parse(report.date) < FRESH_FOR;
  const run = async () => {
    const before = report?.id ?? null;
    setWanted({ before, begun: false });
    const reply = await stationBridge.ask('verification.run', undefined);
    setWanted((now) => (reply.ok ? now && { before, begun: true } : null));
    if (!reply.ok) onFailure(reply.failure);
  };
  if (wanted || isRunning) {
    const done = verification.checks.filter(({ phase }) => phase === 'idle').length;
    return (
      <p role="status" className="report__running">
        {t('run.running', { done, total: verification.checks.length })}
      </p>
    );
  }
  return (
    <Button
      small
      priority="secondary"
      busy={busy}
      disabled={isFull}
      onClick={() => void (isFresh ? attachOne(report.id) : run())}
    >
      {isFresh ? t('run.attach', { time: timeOf(Date.parse(report.date)) }) : t('run.now')}
    </Button>
  );
}
