import { describe, expect, it, vi } from 'vitest';
import { fail, ok } from '../../../electron/failures/index.ts';
import type { HandlerOptions } from '../../../electron/handlers/options.ts';
import { noFile, station } from './station.ts';

describe('the verification of the workstation', () => {
  const verified = async (saveFile: HandlerOptions['saveFile']) => {
    const { handlers, verification } = await station(saveFile, { signOut: true });
    const { station: door } = handlers;
    expect(await door['verification.run'](undefined)).toEqual(ok());
    await vi.waitFor(() => expect(verification.state.get().report).not.toBeNull());
    return { door, id: verification.state.get().report?.fingerprint ?? '' };
  };

  it('is there for whoever is in front of it, signed in or not', async () => {
    const { door, id } = await verified(noFile);
    const text = expect.stringContaining('Vérification du poste');
    expect(await door['verification.text']({ id })).toEqual(ok(text));
    expect(await door['verification.read']({ id })).toMatchObject({ ok: true, value: { id, checks: [] } });
    expect(await door['verification.save']({ id })).toEqual(ok({ file: null }));
  });

  it.each([
    ['rapport.pdf', '%PDF-'],
    ['rapport', '%PDF-'],
    ['rapport.TXT', 'Vérification du poste'],
    ['rapport.json', '"product": "bandeau"'],
  ])('is written as %s says', async (file, content) => {
    const written: string[] = [];
    const { door, id } = await verified({
      choose: async () => file,
      write: async (path, bytes) => void written.push(path, bytes.toString()),
    });
    expect(await door['verification.save']({ id })).toEqual(ok({ file }));
    expect(written).toEqual([file, expect.stringContaining(content)]);
  });

  it('says what did not work: writing, printing, finding the run', async () => {
    const { door, id } = await verified({
      choose: async () => '/full.txt',
      write: () => Promise.reject(new Error('no space')),
    });
    expect(await door['verification.save']({ id })).toEqual(fail('Verification_NotSaved'));
    expect(await door['verification.print']({ id })).toEqual(fail('Verification_NotPrinted'));
    const other = 'f'.repeat(64);
    const notKept = fail('Verification_NotKept');
    expect(await door['verification.text']({ id: other })).toEqual(notKept);
    expect(await door['verification.print']({ id: other })).toEqual(notKept);
    expect(await door['verification.read']({ id: other })).toEqual(notKept);
    expect(await door['verification.compare']({ one: id, other })).toEqual(notKept);
  });
});
