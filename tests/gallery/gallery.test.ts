import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Gallery, openGallery } from './gallery.ts';
import { states } from './states.ts';

/** Every page in every state, in a real browser: axe finds nothing, the console says nothing, nothing is cut off. */

let gallery: Gallery;

beforeAll(async () => {
  gallery = await openGallery();
});
afterAll(() => gallery?.close());

describe('a page has no fault', () => {
  it.each(states)('$name', async (state) => {
    expect(await gallery.faultsOf(state)).toEqual([]);
  });
});
