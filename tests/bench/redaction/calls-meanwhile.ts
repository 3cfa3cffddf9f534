import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Bridge } from '../../../electron/ipc/door.ts';
import { startDisplay } from '../../stand/display.ts';
import { waitFor } from '../../stand/process.ts';
import { startSite } from '../../stand/site.ts';
import { work } from '../at-work.ts';
import { inPage } from '../in-page.ts';
import { openPixels } from '../pixels.ts';
import { prepareProgram } from '../program.ts';
import { callToPixels, learnRinging } from '../ringing.ts';
import { percentile } from '../statistics.ts';

const CALLS = 60;
const STATION = 'app://bandeau/station/';
const CAPTURE = 'app://bandeau/capture/';

export interface CallsMeanwhile {
  /** From the message that announces a call to the bar's pixels, while nothing is masked. */
  readonly callsAloneP95Ms: number;
  /** The same while the program masks one picture after another. */
  readonly callsMaskingP95Ms: number;
  readonly picturesMeanwhile: number;
}

/** Calls in the bar, without and with pictures that are masked behind it: `picture`, again and again, as a file dropped. */
export async function measureCallsMeanwhile(picture: Uint8Array): Promise<CallsMeanwhile> {
  const folder = mkdtempSync(join(tmpdir(), 'bandeau-masking-'));
  chmodSync(folder, 0o755);
  const path = join(folder, 'screen.png');
  writeFileSync(path, picture, { mode: 0o644 });
  const site = await startSite({ telephony: 'simulated', cards: 'tokens' });
  const display = await startDisplay({ width: 1600, height: 900, windowManager: true });
  const { configuration, environment, simulatedPhones: phones } = site;
  const [number = ''] = site.numbers;
  const program = await prepareProgram({ display: display.name, configuration, environment })();
  const pixels = await openPixels(display.name);
  const { inspector } = program;
  try {
    if (!phones) throw new Error('the site has no phones');
    await work(inspector, site, number);
    const ringing = await learnRinging(inspector, pixels, phones, number);
    const calls = async (): Promise<number[]> => {
      const delays: number[] = [];
      for (let call = 0; call < CALLS; call += 1) {
        delays.push(await callToPixels(pixels, phones, ringing));
        await delay(100 + Math.random() * 200);
      }
      return delays;
    };
    const alone = await calls();
    await inspector.evaluate(STATION, `window.bandeau.ask('station.openCapture', undefined)`);
    await inspector.evaluate(CAPTURE, inPage(startMasking, path));
    const countMasked = async () =>
      Number(await inspector.evaluate(CAPTURE, 'Number(document.body.dataset.masked ?? 0)'));
    // The window has opened then, and the models are loaded.
    await waitFor(async () => (await countMasked()) > 0, { timeoutMs: 60_000, what: 'the first picture' });
    const before = await countMasked();
    const masking = await calls();
    const masked = (await countMasked()) - before;
    return {
      callsAloneP95Ms: percentile(alone, 0.95),
      callsMaskingP95Ms: percentile(masking, 0.95),
      picturesMeanwhile: masked,
    };
  } finally {
    pixels.close();
    await program.stop();
    await display.stop();
    await site.stop();
    rmSync(folder, { recursive: true });
  }
}

/** In the capture window's page: masks the file and gives the picture up, again and again, until the window closes. */
function startMasking(path: string): void {
  const bridge: Bridge<'capture'> = window.bandeau;
  let masked = 0;
  let last = 0;
  const maskNext = async (): Promise<void> => {
    const taken = await bridge.ask('capture.drop', { path });
    if (!taken.ok) throw new Error(taken.failure.code);
  };
  bridge.onView(async ({ step }) => {
    // Each view is told again whenever anything of it changes.
    if (step.kind !== 'editing' || step.picture.version === last) return;
    last = step.picture.version;
    masked += 1;
    document.body.dataset.masked = String(masked);
    await bridge.ask('capture.cancel', undefined);
    await maskNext();
  });
  void maskNext();
}
