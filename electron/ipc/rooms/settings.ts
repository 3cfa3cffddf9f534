import { z } from 'zod';
import type { Shortcut } from '../../dialling/shortcuts.ts';
import { shortcutActions } from '../../settings/configuration.ts';
import { zoomFactors } from '../zoom-factors.ts';
import { nothing } from './shapes.ts';

export const settingsRequests = {
  'settings.placeBar': z.strictObject({ displayId: z.int() }),
  'settings.zoom': z.strictObject({ factor: z.literal(zoomFactors) }),
  'settings.collapseBar': z.strictObject({ collapsed: z.boolean() }),
  'settings.setShortcut': z.strictObject({
    action: z.enum(shortcutActions),
    keys: z.string().min(1).max(60).nullable(),
  }),
  'settings.resetShortcuts': nothing,
} as const;

export interface DisplayView {
  readonly id: number;
  /** « Écran 1 (1920 × 1080) », for a person. */
  readonly label: string;
  readonly primary: boolean;
}

export interface SettingsView {
  readonly displays: readonly DisplayView[];
  /** Id of the display that the bar is asked to be on; it may be absent for now. */
  readonly barDisplay: number | null;
  readonly barCollapsed: boolean;
  /** See `zoomFactors`. */
  readonly zoom: number;
  /** Keys that work in front of every program; empty until the services run. */
  readonly shortcuts: readonly Shortcut[];
  /** Keys that a workstation may choose. */
  readonly offeredKeys: readonly string[];
}
