import type { Services } from './services/services.ts';

/** What the screen shows now, before anything of ours covers it; then `openWindow`, which shows it masked. */
export async function captureScreen(
  { desk, screen }: Services['screenshots'],
  openWindow: () => void,
): Promise<void> {
  let isOpen = false;
  const open = () => {
    if (isOpen) return;
    isOpen = true;
    openWindow();
  };
  const stop = desk.state.subscribe(({ kind }) => {
    if (kind !== 'taking') open();
  });
  const id = screen.displayAtPointer();
  await desk.take({ kind: 'target', id, origin: 'display', wantsArea: false });
  stop();
  // Another picture is in hand: it is what has to be seen to first.
  open();
}
