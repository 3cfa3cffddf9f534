import { describe, expect, it } from 'vitest';
import { fail } from '../../../electron/failures/index.ts';
import { AttachablePictures, LARGEST_PICTURE } from '../../../electron/screenshots/index.ts';
import { confirmed } from './pictures.ts';

describe('pictures that may be attached', () => {
  it('have a random name that tells their kind alone', () => {
    const pictures = new AttachablePictures();
    pictures.add(confirmed());
    pictures.add(confirmed({ type: 'image/jpeg' }));
    const names = pictures.state.get().map(({ name }) => name);
    expect(names[0]).toMatch(/^capture-[0-9a-f]{12}\.png$/);
    expect(names[1]).toMatch(/^capture-[0-9a-f]{12}\.jpg$/);
  });

  it('are three at most, of 10 MB at most', () => {
    const pictures = new AttachablePictures();
    const heavy = confirmed({ bytes: new Uint8Array(LARGEST_PICTURE + 1) });
    expect(pictures.add(heavy)).toEqual(fail('Screenshot_TooHeavy', { most: 10 }));
    for (const _ of [1, 2, 3]) expect(pictures.add(confirmed()).ok).toBe(true);
    expect(pictures.room()).toEqual(fail('Screenshot_TooMany', { most: 3 }));
    expect(pictures.add(confirmed())).toEqual(fail('Screenshot_TooMany', { most: 3 }));
  });

  it('are given to the report that takes them, and are then no longer here', () => {
    const pictures = new AttachablePictures();
    const added = pictures.add(confirmed());
    const id = added.ok ? added.value.id : '';
    expect(pictures.read(id)?.bytes).toEqual(new Uint8Array([1, 2, 3]));
    expect(pictures.take(id)).toMatchObject({ id, size: 3, record: { origin: 'window' } });
    expect(pictures.take(id)).toBeNull();
    expect(pictures.state.get()).toEqual([]);
  });

  it('are overwritten when they are removed or forgotten', () => {
    const pictures = new AttachablePictures();
    const [one, other] = [new Uint8Array([9, 9]), new Uint8Array([8, 8])];
    const added = pictures.add(confirmed({ bytes: one }));
    pictures.add(confirmed({ bytes: other }));
    pictures.remove(added.ok ? added.value.id : '');
    expect([...one, ...other]).toEqual([0, 0, 8, 8]);
    pictures.forget();
    expect([...other]).toEqual([0, 0]);
    expect(pictures.state.get()).toEqual([]);
  });
});
