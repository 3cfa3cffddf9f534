import { describe, expect, it } from 'vitest';
import { trainingDesk } from '../../../electron/services/training-desk.ts';
import { letterOf } from '../../stand/support/letters.ts';

const desk = () => trainingDesk(async () => undefined);
const letter = letterOf();
const errand = { letter, ticket: null, inDoubt: false, isRetry: false };
const noPieces = () => Promise.reject(new Error('nothing is read'));

describe('the support in training', () => {
  it('gives each report a number of its own', async () => {
    const { carry } = desk();
    const create = { ...errand, step: { kind: 'create' as const } };
    expect(await carry('training', create, noPieces)).toEqual({ kind: 'done', ticket: '1001' });
    expect(await carry('training', create, noPieces)).toEqual({ kind: 'done', ticket: '1002' });
  });

  it('takes what belongs to a report under its number', async () => {
    const { carry } = desk();
    const step = { kind: 'attach' as const, attachment: letter.id };
    expect(await carry('training', { ...errand, step, ticket: '1001' }, noPieces)).toEqual({
      kind: 'done',
      ticket: '1001',
    });
  });
});
