import type { MessagePort } from 'node:worker_threads';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { Box } from '../../electron/redaction/rules/box.ts';
import type { Glyph } from '../../electron/redaction/rules/reading.ts';
import { decodeGlyphs } from './decode-glyphs.ts';
import type { LaneMessage, LaneRequest, LaneWork } from './lane-protocol.ts';
import { readAlphabet, readModel } from './models.ts';
import { regionsOf } from './regions.ts';
import { sessionOptions } from './session-options.ts';

/**
 * Loads both models and answers, in a thread of its own: the runtime holds the thread that asks it, whatever its promises
 * say. Rejects where a model is missing or another than the one that was measured.
 */
export async function serveLane(port: MessagePort): Promise<void> {
  const [detection, recognition, alphabet] = await Promise.all([
    readModel('detection'),
    readModel('recognition'),
    readAlphabet(),
  ]);
  const detector = await InferenceSession.create(detection, sessionOptions());
  const reader = await InferenceSession.create(recognition, sessionOptions());
  const post = (message: LaneMessage): void => port.postMessage(message);
  const answer = async ({ id, work }: LaneRequest): Promise<void> => {
    try {
      const value =
        work.kind === 'detect' ? await detect(detector, work) : await read(reader, alphabet, work);
      post({ type: 'done', id, value });
    } catch {
      post({ type: 'failed', id });
    } finally {
      work.pixels.fill(0);
    }
  };
  port.on('message', (request: LaneRequest) => void answer(request));
  post({ type: 'ready' });
}

async function detect(session: InferenceSession, work: LaneWork): Promise<Box[]> {
  const { data } = await run(session, work);
  if (!(data instanceof Float32Array)) throw new Error('the detector gave no map');
  return regionsOf(data, work.width, work.height);
}

async function read(
  session: InferenceSession,
  alphabet: readonly string[],
  work: Extract<LaneWork, { kind: 'read' }>,
): Promise<Glyph[] | null> {
  const { data, dims } = await run(session, work);
  const [, steps = 0, classes = 0] = dims;
  if (!(data instanceof Float32Array) || classes !== alphabet.length) return null;
  return decodeGlyphs(data, steps, alphabet, work);
}

async function run(session: InferenceSession, { pixels, width, height }: LaneWork): Promise<Tensor> {
  const [input = ''] = session.inputNames;
  const [output = ''] = session.outputNames;
  const results = await session.run({ [input]: new Tensor('float32', pixels, [1, 3, height, width]) });
  const found = results[output];
  if (!(found instanceof Tensor)) throw new Error('the model gave nothing');
  return found;
}
