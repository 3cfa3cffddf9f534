import type { EntryContent, EntryKind } from '../../../electron/directory/rules/entry.ts';

/** Entries such as a Samu has, made by count alone: the same on every machine. Numbers are of the range for fiction. */

const families =
  'Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefèvre Leroy Roux David Bertrand Morel Fournier Girard Bonnet Dupont Lambert Fontaine Rousseau Vincent Muller Faure André Mercier Blanc Guérin Boyer Garnier Chevalier François Legrand Gauthier Garcia Perrin Robin Clément Morin Nicolas Henry Roussel Mathieu Gautier Masson Marchand Duval Denis Dumont Marie Lemaire Noël Meyer Dufour Meunier Brun Blanchard Giraud Joly Rivière Lucas Brunet Gaillard Barbier Arnaud Martinez Gérard Roche Renard Schmitt Roy Leclerc Rolland Lecomte Fabre Philippe Olivier Aubert Hubert Le-Goff Guillou Tanguy Riou Salaün Kerbrat'.split(
    ' ',
  );
const givens =
  'Marie Jean Pierre Anne Luc Élise Zoé Hélène Théo Chloé Gaëlle Yann Maël Inès Noémie Loïc Béatrice Cédric Agnès Rémi François-Xavier Marie-Claude Anne-Sophie Jean-Baptiste'.split(
    ' ',
  );
const towns =
  'Nantes Saint-Nazaire Rezé Saint-Herblain Orvault Vertou Couëron Carquefou Bouguenais La-Chapelle-sur-Erdre Guérande Pornic Ancenis Châteaubriant Clisson Savenay Blain Nozay Machecoul Legé Pornichet La-Baule-Escoublac Le-Croisic Guémené-Penfao Derval Nort-sur-Erdre Vallet Saint-Brévin-les-Pins Herbignac Missillac'.split(
    ' ',
  );
/** Ranges that Arcep keeps for fiction: nobody's. */
const fictionRanges = ['01 99 00', '02 61 91', '03 53 01', '04 65 71', '05 36 49'];
const hospitals = ['CHU', 'Centre hospitalier', 'Clinique', 'Hôpital intercommunal', 'Polyclinique'];
const services =
  'Urgences Cardiologie Réanimation Maternité Pédiatrie Neurologie Radiologie Bloc opératoire Néphrologie Gériatrie SMUR Coronarographie'.split(
    ' ',
  );

const pick = <T>(list: readonly T[], seed: number): T => {
  const value = list[seed % list.length];
  if (value === undefined) throw new Error('an empty list');
  return value;
};
const kinds: readonly EntryKind[] = [
  'doctor',
  'doctor',
  'doctor',
  'doctor',
  'nursing-home',
  'ambulance',
  'hospital',
  'hospital',
  'fire-brigade',
  'police',
];

/** The entry at a place in the list. */
export function generatedEntry(index: number): EntryContent {
  const scattered = Math.imul(index + 1, 2_654_435_761) >>> 0;
  const kind = pick(kinds, index);
  const family = pick(families, scattered >>> 3);
  const given = pick(givens, scattered >>> 11);
  const town = pick(towns, scattered >>> 17).replaceAll('-', index % 2 ? '-' : ' ');
  const service = pick(services, scattered >>> 7);
  const names: Readonly<Record<EntryKind, string>> = {
    doctor: `Dr ${family} ${given}`,
    'nursing-home': `EHPAD ${given} ${family}`,
    ambulance: `Ambulances ${family}`,
    hospital: `${pick(hospitals, scattered >>> 5)} ${town} ${service}`,
    'fire-brigade': `CIS ${town} ${index}`,
    police: `Commissariat ${town} ${index}`,
    other: family,
  };
  const last = String(index % 10_000).padStart(4, '0');
  const pairs = `${last.slice(0, 2)} ${last.slice(2)}`;
  return {
    name: names[kind],
    kind,
    organisation: kind === 'doctor' ? `Cabinet ${family}` : kind === 'hospital' ? `GHT ${town}` : null,
    service: kind === 'hospital' ? service : null,
    town,
    numbers: [
      { kind: 'office', number: `${pick(fictionRanges, Math.floor(index / 10_000))} ${pairs}` },
      ...(index % 3 === 0 ? [{ kind: 'mobile', number: `06 39 98 ${pairs}` } as const] : []),
    ],
    groups: index % 10 === 0 ? [pick(['Astreinte', 'SMUR', 'Crise', 'Secteur nord'], scattered)] : [],
    remarkable: null,
  };
}
