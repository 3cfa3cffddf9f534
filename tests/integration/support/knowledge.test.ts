import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fail } from '../../../electron/failures/index.ts';
import { folderSource, Knowledge, shippedFaq } from '../../../electron/support/knowledge/index.ts';
import { startRecords } from '../../stand/records/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'bandeau-articles-'));
const share = join(folder, 'partage');
const people = join(folder, 'people');
const records = startRecords(people);
const knowledge = new Knowledge(records, [shippedFaq, folderSource('Samu 44', share)]);

beforeAll(() => {
  mkdirSync(share);
  writeFileSync(
    join(share, 'imprimante.md'),
    '# Imprimante de la salle\n\nRallumez-la. ![](https://ailleurs.example/pisteur.png)',
  );
  writeFileSync(join(share, 'illisible.md'), Buffer.from([0xff, 0xfe, 0x00, 0xd8]));
  writeFileSync(join(share, 'photo.png'), 'ce n’est pas un article');
});
afterAll(() => {
  records.close();
  rmSync(folder, { recursive: true, force: true });
});

async function titlesFor(subject: string): Promise<readonly string[]> {
  const found = await knowledge.suggest(subject);
  if (!found.ok) throw new Error(found.failure.code);
  return found.value.map(({ title }) => title);
}

describe('the articles', () => {
  it('are there when they are first asked for', async () => {
    expect(await titlesFor('mot de passe')).toContain('J’ai oublié mon mot de passe');
  });

  it.each([
    ['mdp perdu', 'J’ai oublié mon mot de passe'],
    ['compte bloqué', 'Mon compte est gelé ou verrouillé'],
    ['le SMS n’arrive pas', 'Le code OTP n’arrive pas'],
    ['ma carte CPS n’est pas lue', 'La carte n’est pas reconnue'],
    ['liaison perdue bandeau', 'Le bandeau dit « Liaison perdue »'],
    ['portail très lent ce soir', 'Le portail ou le bandeau est lent'],
    ['supprimer un commentaire main courante', 'Faire supprimer un message de la main courante'],
    ['activer ecps', 'Activer l’application e-CPS'],
    ['code PIN', 'Mon code PIN est refusé'],
  ])('for « %s » begin with the one that helps', async (subject, title) => {
    expect((await titlesFor(subject))[0]).toBe(title);
  });

  it('are near the top where their words are those of others too', async () => {
    const titles = await titlesFor('le support ne repond pas');
    expect(titles.slice(0, 2)).toContain('Le support ne répond pas dans les délais');
  });

  it('are offered as one types, and are not where nothing is like it', async () => {
    expect(await titlesFor('esca')).toContain('Le support ne répond pas dans les délais');
    expect(await titlesFor('zzz qqq')).toEqual([]);
    expect(await titlesFor('"); DROP TABLE articles; --')).toEqual([]);
  });

  it('of the site are found beside those that ship, what is no text is passed over', async () => {
    await knowledge.refresh();
    expect(await titlesFor('imprimante')).toEqual(['Imprimante de la salle']);
    const listed = await knowledge.list();
    expect(listed.ok && listed.value.filter(({ source }) => source === 'Samu 44')).toHaveLength(1);
  });

  it('stay readable while the share is away, also after a restart', async () => {
    rmSync(share, { recursive: true });
    expect(await knowledge.refresh()).toEqual(fail('Knowledge_FolderAway', { folder: share }));
    expect(await titlesFor('imprimante')).toEqual(['Imprimante de la salle']);
    records.close();
    const again = startRecords(people);
    const found = await new Knowledge(again, [shippedFaq]).read('site/imprimante.md');
    again.close();
    expect(found).toMatchObject({ value: { title: 'Imprimante de la salle' } });
  });
});
