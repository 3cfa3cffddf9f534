import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fail, ok } from '../../../../electron/failures/index.ts';
import {
  serviceRequestSchema,
  shippedRequests,
} from '../../../../electron/settings/schemas/service-requests.ts';
import { type Asker, ask, catalogueOf } from '../../../../electron/support/catalogue/index.ts';
import { longestAnswer, problemsOf } from '../../../../electron/support/catalogue/rules/request.ts';
import type { DeskMessage } from '../../../../electron/support/desk.ts';

const texts = { asker: 'Demandeur', phone: 'Téléphone', validator: 'À valider par' };
const asker: Asker = { name: 'Camille Rivière', role: 'ARM', entity: 'Samu 44', phone: '1501' };
const moderation = {
  logbook: 'Main courante du Samu 44',
  target: 'Un message',
  posted: '28/11/2026 03:12',
  beginning: 'Bonjour à tous',
  reason: 'Propos sans rapport avec l’activité',
};
const draft = '0b6d3a54-6a0e-4f3f-9a43-5a6f0c1b2d3e';
const requestOf = (over: object) =>
  serviceRequestSchema.parse({
    id: 'badge',
    title: 'Demander un badge',
    description: 'Pour entrer.',
    who: 'Tous',
    channel: 'form',
    fields: [{ id: 'why', label: 'Pourquoi', kind: 'text' }],
    ...over,
  });

function desk() {
  const sent: DeskMessage[] = [];
  const drafts: (string | undefined)[] = [];
  return {
    sent,
    drafts,
    submit: async (message: DeskMessage, written?: string) => {
      sent.push(message);
      drafts.push(written);
      return ok({ thread: 't' });
    },
    note: async () => ok(),
  };
}

describe('the catalogue of the programme', () => {
  it('has what seed 000 lists, by which way it says', () => {
    expect(shippedRequests.map(({ id, channel, validator }) => [id, channel, validator !== null])).toEqual([
      ['deverrouiller-compte', 'phone', false],
      ['reinitialiser-mot-de-passe', 'phone', false],
      ['moderer-main-courante', 'form', true],
    ]);
  });

  it('takes what a site adds, replaces and withdraws, in its order', () => {
    const own = [requestOf({}), requestOf({ id: 'deverrouiller-compte', title: 'Débloquer' })];
    expect(catalogueOf(shippedRequests, own, ['moderer-main-courante']).map(({ title }) => title)).toEqual([
      'Débloquer',
      'Réinitialiser un mot de passe',
      'Demander un badge',
    ]);
  });

  it.each([
    ['without a field, by form', { fields: [] }],
    ['with options that are no choice', { fields: [{ id: 'a', label: 'A', kind: 'line', options: ['x'] }] }],
    ['with a choice of nothing', { fields: [{ id: 'a', label: 'A', kind: 'choice' }] }],
    ['with an id that is no id', { id: 'Été' }],
    ['with a key that nobody reads', { price: 3 }],
  ])('refuses a request %s', (_name, over) => {
    expect(() => requestOf(over)).toThrow();
  });
});

describe('a request', () => {
  const from = { requests: shippedRequests, texts };

  it('goes to the desk as it was filled in, with who asks and who decides', async () => {
    const to = desk();
    const asked = { id: 'moderer-main-courante', answers: moderation, draft };
    expect(await ask({ ...from, desk: to }, asked, asker)).toEqual(ok());
    expect(to.drafts).toEqual([draft]);
    expect(to.sent).toMatchObject([{ kind: 'request', subject: 'Modérer la main courante', major: false }]);
    expect(to.sent[0]?.sections.map(({ title, text }) => `${title} : ${text}`)).toEqual([
      'Main courante : Main courante du Samu 44',
      'À supprimer : Un message',
      'Date et heure de la publication : 28/11/2026 03:12',
      'Premiers mots de la publication : Bonjour à tous',
      'En quoi elle n’est pas conforme aux conditions d’utilisation : Propos sans rapport avec l’activité',
      'Demandeur : Camille Rivière, ARM, Samu 44',
      'Téléphone : 1501',
      'À valider par : Le responsable du Centre d’expertise fonctionnelle du programme SI-Samu',
    ]);
  });

  it('is sent to nobody where it may not be, and says why', async () => {
    const to = desk();
    const reserved = requestOf({ id: 'reserved', roles: ['Superviseur de salle'] });
    const requests = [...shippedRequests, reserved];
    const answers = moderation;
    const cases = [
      [{ id: 'nothing', answers }, 'Requests_Unknown'],
      [{ id: 'deverrouiller-compte', answers }, 'Requests_NotOffered'],
      [{ id: 'reserved', answers: {} }, 'Requests_NotOffered'],
      [{ id: 'moderer-main-courante', answers: { ...answers, reason: '  ' } }, 'Requests_Incomplete'],
      [{ id: 'moderer-main-courante', answers: { ...answers, target: 'Tout' } }, 'Requests_Incomplete'],
    ] as const;
    for (const [asked, code] of cases)
      expect(await ask({ texts, requests, desk: to }, { ...asked, draft }, asker)).toEqual(fail(code));
    const asked = { id: 'moderer-main-courante', answers, draft };
    expect(await ask({ ...from, desk: null }, asked, asker)).toEqual(fail('Requests_NoDesk'));
    expect(to.sent).toEqual([]);
  });

  it('with any answers at all has a problem exactly where one cannot be taken', () => {
    const [, , request] = shippedRequests;
    if (!request) throw new Error('it is there');
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom('logbook', 'target', 'reason', '__proto__', 'x'),
          fc.string({ maxLength: 5_000 }),
        ),
        (answers) => {
          const problems = problemsOf(request, answers);
          for (const { id, kind, options } of request.fields) {
            const answer = (answers[id] ?? '').trim();
            const isFine =
              answer !== '' &&
              answer.length <= longestAnswer[kind] &&
              (kind !== 'choice' || options.includes(answer));
            expect(problems[id] === undefined).toBe(isFine);
          }
        },
      ),
    );
  });
});
