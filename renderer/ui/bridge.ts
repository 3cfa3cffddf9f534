import type { Bridge, CaptureBridge } from '../../electron/ipc/door.ts';

declare global {
  interface Window {
    /** Put there by the preload; each window's preload gives its own kind, and main refuses the others. */
    readonly bandeau: Bridge<'station'> &
      Bridge<'bar'> &
      Bridge<'dial'> &
      Bridge<'board'> &
      Bridge<'report'> &
      CaptureBridge;
  }
}

/** What this page may ask main; a page names its kind once, where it starts. */
export const stationBridge: Bridge<'station'> = window.bandeau;
export const barBridge: Bridge<'bar'> = window.bandeau;
export const dialBridge: Bridge<'dial'> = window.bandeau;
export const boardBridge: Bridge<'board'> = window.bandeau;
export const captureBridge: CaptureBridge = window.bandeau;
export const reportBridge: Bridge<'report'> = window.bandeau;
