import { globalShortcut } from 'electron';
import type { SystemKeys } from '../dialling/shortcuts.ts';

/** The system's own registration of keys. Where there is none, as on Wayland without its portal, keys are « taken ». */
export const systemKeys: SystemKeys = {
  hold: (keys, onPress) => {
    try {
      return globalShortcut.register(keys, onPress);
    } catch {
      // Keys that this platform has no name for.
      return false;
    }
  },
  release: (keys) => globalShortcut.unregister(keys),
};
