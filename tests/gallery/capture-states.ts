import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { CaptureStep, CaptureView } from '../../electron/ipc/rooms/capture.ts';
import { blankImage } from '../../electron/redaction/rules/image.ts';
import { FILL } from '../../electron/redaction/rules/mask.ts';
import { encodePngOf } from '../../native/ocr/encode-image.ts';
import { findingSchema } from '../../native/ocr/protocol.ts';
import * as f from './fixtures.ts';
import { common, dark, type GalleryState } from './state.ts';

/** The window of captures, with a screen of a made-up application that the engine has masked. */

const fixture = (name: string) => readFileSync(join(import.meta.dirname, 'capture', name));
const masked = [...fixture('masked.png')];
/** As it is before anything was read. */
const hidden = [...fixture('hidden.png')];
const whole = [...encodePngOf(blankImage(1_280, 760, FILL), 'result').bytes];
const findings = z.array(findingSchema).parse(JSON.parse(fixture('findings.json').toString()));

const targets = [
  { id: 'w1', kind: 'window', label: 'Dossier de régulation – Appels en cours' },
  { id: 'w2', kind: 'window', label: 'Annuaire du GHT' },
  {
    id: 'w3',
    kind: 'window',
    label:
      'Cartographie opérationnelle – secteur nord – suivi des moyens engagés – affichage des hélisurfaces',
  },
  { id: 'd1', kind: 'display', label: 'Écran 1 (1920 × 1080)' },
  { id: 'd2', kind: 'display', label: 'Écran 2 (3840 × 2160)' },
];
const answers = {
  'capture.targets': targets,
  'capture.picture': masked,
  'capture.kept': masked,
};
const whileMasking = { ...answers, 'capture.picture': hidden };
const kept = [1, 2].map((number) => ({
  id: `k${number}`,
  name: `3f9a2c0d${number}.png`,
  size: 74_534,
  width: 1_280,
  height: 760,
}));

const picture = { version: 1, width: 1_280, height: 760 };
const editing = {
  kind: 'editing',
  picture,
  masked: 'masked',
  shortfalls: [],
  findings,
  revealed: [],
  wantsArea: false,
  busy: null,
  failure: null,
  boxes: [],
  area: null,
  canUndo: false,
  canRedo: false,
} as const satisfies CaptureStep;
const drawn = [
  { id: 1, x: 5, y: 90, width: 372, height: 140 },
  { id: 2, x: 890, y: 320, width: 350, height: 30 },
];
const masking = { kind: 'masking', progress: null, deadlineAt: f.now + 5_000, preview: null } as const;

type Options = Partial<Pick<GalleryState, 'scheme' | 'press' | 'size' | 'answers' | 'forcedColors'>>;

function capture(
  name: string,
  step: CaptureStep,
  over: Partial<CaptureView> = {},
  options: Options = {},
): GalleryState {
  return {
    name: `capture-${name}`,
    page: 'capture',
    view: {
      environment: f.production,
      locked: false,
      ready: true,
      step,
      kept: [],
      most: 3,
      key: 'Control+Alt+F8',
      ...over,
    },
    size: { width: 1_100, height: 760 },
    answers,
    ...common,
    ...options,
  };
}

const choosing = (failure: Extract<CaptureStep, { kind: 'choosing' }>['failure'] = null) =>
  ({ kind: 'choosing', failure }) as const;
const inEditor = (over: Partial<Extract<CaptureStep, { kind: 'editing' }>>) => ({ ...editing, ...over });
const chosenZone = { choice: `Zones masquées (${findings.length})`, option: 'f3' };
const wholly = [{ id: 'all', suspicion: 'unread', box: { x: 0, y: 0, width: 1_280, height: 760 } }];

export const captureStates: readonly GalleryState[] = [
  capture('choose', choosing()),
  capture('choose-dark', choosing(), { environment: f.formation }, dark),
  capture('choose-nothing-open', choosing(), { key: null }, { answers: { 'capture.targets': [] } }),
  capture('choose-with-pictures', choosing(), { kept }),
  capture('choose-full', choosing({ code: 'Screenshot_TooMany', parameters: { most: 3 } }), {
    kept: [...kept, { id: 'k3', name: '77.png', size: 2_345_678, width: 1_280, height: 760 }],
  }),
  capture('failed-window-gone', choosing({ code: 'Screenshot_WindowGone' })),
  capture('failed-image-of-print', choosing({ code: 'Image_Cmyk' })),
  capture('failed-interrupted', choosing({ code: 'Redaction_Interrupted' })),
  capture('starting', choosing(), { ready: false }),
  capture('locked', choosing(), { locked: true }),
  capture('taking', { kind: 'taking' }),
  capture('choose-page', { kind: 'choosing-page', pages: 12 }),
  capture(
    'choose-page-wrong',
    { kind: 'choosing-page', pages: 12 },
    {},
    {
      press: [{ field: 'Page à montrer', text: '13' }, 'Masquer cette page'],
    },
  ),
  capture('masking-begins', masking),
  capture(
    'masking-reads',
    {
      ...masking,
      deadlineAt: f.now + 3_400,
      progress: { step: 'reading', done: 54, total: 129 },
      preview: picture,
    },
    {},
    { answers: whileMasking },
  ),
  capture(
    'masking-late',
    {
      ...masking,
      deadlineAt: f.now - 500,
      progress: { step: 'checking', done: 20, total: 46 },
      preview: picture,
    },
    {},
    { answers: whileMasking },
  ),
  capture('edit', editing),
  capture('edit-dark', editing, {}, dark),
  capture('edit-forced-colors', inEditor({ boxes: drawn }), {}, { forcedColors: true }),
  capture(
    'edit-boxes',
    inEditor({ boxes: drawn, canUndo: true, canRedo: true }),
    {},
    {
      press: ['Masque ajouté 2'],
    },
  ),
  capture('edit-zone-chosen', editing, {}, { press: [chosenZone] }),
  capture(
    'edit-revealed',
    inEditor({
      findings: findings.slice(1),
      revealed: findings.slice(0, 1).map((finding) => ({ ...finding, at: f.now })),
    }),
  ),
  capture('edit-area-wanted', inEditor({ wantsArea: true })),
  capture('edit-cropped', inEditor({ area: { x: 380, y: 85, width: 900, height: 480 }, canUndo: true })),
  capture('edit-late', inEditor({ shortfalls: ['deadline'] })),
  capture('edit-keys', editing, {}, { press: ['Au clavier'] }),
  capture(
    'edit-small',
    inEditor({ boxes: drawn, shortfalls: ['deadline'] }),
    {},
    {
      size: { width: 819, height: 512 },
    },
  ),
  capture(
    'fully-masked',
    inEditor({ masked: 'fully-masked', shortfalls: ['detector'], findings: wholly }),
    {},
    { answers: { ...answers, 'capture.picture': whole } },
  ),
  capture('reveal', editing, {}, { press: [chosenZone, 'Montrer cette zone…'] }),
  capture('attach', editing, {}, { press: ['Ajouter aux images à joindre…'] }),
  capture('attach-dark', editing, {}, { ...dark, press: ['Ajouter aux images à joindre…'] }),
];
