import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import type { Models } from '../../../native/ocr/models-loaded.ts';
import type { RedactionRequest } from '../../../native/ocr/protocol.ts';
import { RedactionService } from '../../../native/ocr/service.ts';

const blind: Models = {
  detector: { detect: async () => [] },
  reader: { read: async () => null, lanes: 1 },
};

function submission(): RedactionRequest {
  const data = new Uint8Array(20 * 10 * 3).fill(200);
  const bytes = encode({ width: 20, height: 10, data, channels: 3, depth: 8 });
  return { type: 'submit', job: 'a', image: { kind: 'file', bytes }, lists: [], deadline: 1_000 };
}

/** That nothing of a picture is left in a service that fails on it. */
async function expectNothingLeft(service: RedactionService): Promise<void> {
  const request = submission();
  expect(await service.handle(request)).toMatchObject({ failure: { code: 'Redaction_NotPossible' } });
  expect(await service.handle({ type: 'result', job: 'a', boxes: [] })).toMatchObject({
    failure: { code: 'Redaction_Interrupted' },
  });
  expect(request.type === 'submit' && [...request.image.bytes].every((byte) => byte === 0)).toBe(true);
}

describe('a process that cannot mask a picture keeps nothing of it', () => {
  it('when its models do not load', async () => {
    const models = () => Promise.reject<Models>(new Error('damaged'));
    await expectNothingLeft(new RedactionService(models, () => undefined));
  });

  it('when its listener fails', async () => {
    const emit = () => {
      throw new Error('gone');
    };
    await expectNothingLeft(new RedactionService(() => Promise.resolve(blind), emit));
  });
});
