import { loadavg } from 'node:os';
import { administratorList } from './redaction/administrator-list.ts';
import { type CallsMeanwhile, measureCallsMeanwhile } from './redaction/calls-meanwhile.ts';
import { type RunningEngine, startEngine } from './redaction/engine.ts';
import { type TestPage, testPages } from './redaction/pages.ts';
import { openBrowser, render } from './redaction/render.ts';
import { listWithout, readSamples } from './redaction/samples.ts';
import { score } from './redaction/score.ts';
import { Tally } from './redaction/tally.ts';
import { startTesseract } from './redaction/tesseract.ts';
import type { Findings } from './report.ts';
import { median } from './statistics.ts';

/** As the product has it. */
const DEADLINE = 5_500;
/** The baseline takes as long again: it sees every fourth page. */
const BASELINE_EVERY = 4;

/**
 * Pages that are made here, other people on each, masked by the product's process with a list made from other pages; then
 * calls in the bar while the program masks. `BANDEAU_REDACTION_SAMPLES` names a folder of samples by others, for the same
 * figures; `BANDEAU_REDACTION_PAGES` how many pages are made.
 */
export async function measureRedaction(): Promise<Findings> {
  const pages = testPages(Number(process.env.BANDEAU_REDACTION_PAGES ?? 40));
  const calls = await callsWhileMasking(pages);
  const browser = await openBrowser();
  const list = await administratorList(browser);
  const engine = startEngine(DEADLINE);
  const tesseract = await startTesseract();
  const [all, baseline] = [new Tally(), new Tally()];
  const [previews, finals, dense, processor, baselineMs, loads]: number[][] = [[], [], [], [], [], []];
  try {
    for (const [index, page] of pages.entries()) {
      const rendered = await render(browser, page);
      const run = await engine.mask(rendered.file, list);
      const found = score(rendered.words, rendered.ink, rendered.image, run.masked);
      all.add(found);
      // The first one also starts the process and loads the models.
      if (index > 0) {
        previews?.push(run.preview);
        (page.dense ? dense : finals)?.push(run.final);
        processor?.push(run.processor);
      }
      loads?.push(loadavg()[0] ?? 0);
      if (index % BASELINE_EVERY === 0) {
        const { masked, ms } = await tesseract.mask(rendered.file, rendered.image);
        baseline.add(score(rendered.words, rendered.ink, rendered.image, masked));
        baselineMs?.push(ms);
      }
      console.error(line(page.name, found, run));
    }
    const samples = await measureSamples(engine, process.env.BANDEAU_REDACTION_SAMPLES);
    return {
      name: 'redaction',
      figures: {
        pages: pages.length,
        spans: all.spans,
        leaked: all.leaked,
        labels: all.labels,
        labelsLostPercent: all.lost,
        previewMedianMs: median(previews ?? []),
        finalMedianMs: median(finals ?? []),
        denseMostMs: Math.max(...(dense ?? [])),
        processorMedianMs: median(processor ?? []),
        peakMb: engine.peak(),
        tesseractSpans: baseline.spans,
        tesseractLeaked: baseline.leaked,
        tesseractMedianMs: median(baselineMs ?? []),
        loadMedian: median(loads ?? []),
        ...byKind(all),
        ...samples,
        ...calls,
      },
      limits: {
        leaked: 0,
        labelsLostPercent: 30,
        previewMedianMs: 800,
        finalMedianMs: 3_500,
        denseMostMs: 6_000,
        peakMb: 600,
        callsMaskingP95Ms: 60,
        ...('samplesLeaked' in samples ? { samplesLeaked: 0 } : {}),
      },
      meanings: {
        callsMaskingP95Ms:
          'from the message that announces a call to the bar while the program masks; alone before',
        processorMedianMs: 'of both cores together, whatever else the machine did',
        loadMedian: 'processes that wanted a core meanwhile, ours included',
        tesseractLeaked: `of every page in ${BASELINE_EVERY}`,
      },
    };
  } finally {
    engine.close();
    await tesseract.close();
    await browser.close();
  }
}

/** With nothing else of this benchmark beside: the first page, masked again and again. */
async function callsWhileMasking([first]: readonly TestPage[]): Promise<CallsMeanwhile> {
  if (!first) throw new Error('no page');
  const browser = await openBrowser();
  const { file } = await render(browser, first).finally(() => browser.close());
  return measureCallsMeanwhile(file);
}

function byKind({ kinds }: Tally): Record<string, number> {
  return Object.fromEntries(
    [...kinds].flatMap(([kind, { spans, leaked }]) => [
      [`${kind}Spans`, spans],
      [`${kind}Leaked`, leaked],
    ]),
  );
}

async function measureSamples(
  engine: RunningEngine,
  folder: string | undefined,
): Promise<Record<string, number>> {
  if (!folder) return {};
  const samples = await readSamples(folder);
  const all = new Tally();
  for (const sample of samples) {
    const run = await engine.mask(sample.file, listWithout(samples, sample));
    const found = score(sample.words, sample.ink, sample.image, run.masked);
    all.add(found);
    console.error(line(sample.name, found, run));
  }
  return {
    samplesSpans: all.spans,
    samplesLeaked: all.leaked,
    samplesLabels: all.labels,
    samplesLabelsLostPercent: all.lost,
  };
}

function line(
  name: string,
  { labels, labelsKept, leaks }: ReturnType<typeof score>,
  { preview, final, processor }: { preview: number; final: number; processor: number },
): string {
  const times = [preview, final, processor].map((ms) => Math.round(ms)).join(' ');
  return `${name}: ${leaks.length} leaked ${leaks.join(' ')}, ${labelsKept} of ${labels} labels, ${times} ms`;
}
