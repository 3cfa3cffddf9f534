import '../ui/base.css';
import './report.css';
import { createRoot } from 'react-dom/client';
import { reportBridge } from '../ui/bridge.ts';
import { ReportSheet } from './ReportSheet.tsx';

/** Paper is white whatever the screen is, and nobody is there to press a button: main waits, and gives it up in time. */
async function layOut(): Promise<void> {
  const root = document.getElementById('root');
  const run = await reportBridge.ask('report.view', undefined);
  if (root && run.ok) createRoot(root).render(<ReportSheet run={run.value} onLaidOut={tellReady} />);
}

/** Letters are fetched once there is something to write with them. */
async function tellReady(): Promise<void> {
  document.body.getBoundingClientRect();
  await document.fonts.ready;
  document.documentElement.dataset.ready = 'true';
  await reportBridge.ask('report.ready', undefined);
}

void layOut();
