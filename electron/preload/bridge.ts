import { contextBridge, ipcRenderer } from 'electron';
import { fail } from '../failures/result.ts';
import { type Bridge, viewChannel, type WindowKind } from '../ipc/door.ts';
import { wipe } from '../ipc/wipe.ts';

/** Puts the typed door, and nothing else, on `window.bandeau` of one kind of window. */
export function exposeBridge<K extends WindowKind>(): void {
  expose(bridgeOf<K>());
}

/** The typed door of one kind of window. */
export function bridgeOf<K extends WindowKind>(): Bridge<K> {
  return {
    ask: (channel, request) =>
      ipcRenderer
        .invoke(channel, request)
        .catch(() => fail('Request_Failed'))
        .finally(() => wipe(request)),
    onView: (listener) => {
      const forward = (_event: unknown, view: Parameters<typeof listener>[0]) => listener(view);
      ipcRenderer.on(viewChannel, forward);
      return () => ipcRenderer.off(viewChannel, forward);
    },
  };
}

/** What a page finds on `window.bandeau`. */
export function expose<B>(bridge: B): void {
  contextBridge.exposeInMainWorld('bandeau', bridge);
}
