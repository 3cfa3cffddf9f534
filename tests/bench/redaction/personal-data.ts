import type { Random } from './random.ts';

const surnames = [
  'ABADIE',
  'BENSAÏD',
  'CARPENTIER',
  'DELAHAYE',
  'EL MANSOURI',
  'FAUCHEUX',
  'GUÉRIN',
  'HÉBERT',
  'ISNARD',
  'JOUBERT',
  'KHELIFI',
  "L'HOSTIS",
  'MAÇON',
  'NÉDÉLEC',
  'OLLIVIER',
  'PÉREZ-LACROIX',
  'QUÉMÉNER',
  'RENAUD',
  'SCHMITT',
  'TRAN VAN',
  'URBAIN',
  'VASSEUR',
  'WEBER',
  'YILDIZ',
  'ZIMMERMANN',
  'DE LA FONTAINE',
  'LE BIHAN',
  'ROY',
  'PETIT',
  'SY',
] as const;
const firstNames = [
  'Adèle',
  'Benoît',
  'Cécile',
  'Didier',
  'Éloïse',
  'Fatima',
  'Gaël',
  'Hélène',
  'Inès',
  'Jérôme',
  'Kévin',
  'Loïc',
  'Maëlle',
  'Noé',
  'Océane',
  'Patrick',
  'Quentin',
  'Renée',
  'Stéphane',
  'Thi Mai',
  'Ursule',
  'Valérie',
  'Xavier',
  'Yasmine',
  'Zoé',
  'Jean-Baptiste',
  'Marie-Thérèse',
  'Anne',
  'Léo',
  'Al',
] as const;
const ways = [
  'rue des Acacias',
  'avenue Jean Moulin',
  'impasse du Lavoir',
  'boulevard Voltaire',
  'chemin des Crêtes',
  "place de l'Église",
  'allée des Érables',
  'quai de Seine',
  'route de Saint-Malo',
  'square Pasteur',
] as const;
const towns = [
  'BESANÇON',
  'QUIMPER',
  'SAINT-NAZAIRE',
  'BASTIA',
  "L'ISLE-ADAM",
  'AIX-LES-BAINS',
  'NÎMES',
  'EU',
  'LE PUY-EN-VELAY',
  'METZ',
] as const;
const complaints = [
  'Douleur thoracique irradiant au bras gauche',
  'Chute dans un escalier, plaie du cuir chevelu',
  'Dyspnée, SpO2 86 %',
  'Crise convulsive, épilepsie connue',
  'AVC, aphasie depuis 20 min',
  'Intoxication au CO, 3 victimes',
  'Menace de suicide, sous Séresta',
  'Grossesse 34 SA, métrorragies',
  'Fièvre 39,8 °C, purpura',
  'ACR, MCE en cours',
] as const;
const treatments = [
  'Kardégic 75 mg, Bisoprolol 2,5 mg',
  'VIH positif, trithérapie',
  'Allergie pénicilline, diabète type 1',
  'TA 8/5, FC 132, Glasgow 9',
  'Sous Eliquis, ATCD : HTA, FA',
  'Schizophrénie, traitement interrompu',
] as const;

const two = (value: number): string => String(value).padStart(2, '0');

/** Every kind of personal datum that a screen of a Samu may show, made up. */
export const personalData = {
  name: (random: Random) => `${random.one(surnames)} ${random.one(firstNames)}`,
  surname: (random: Random) => random.one(surnames),
  firstName: (random: Random) => random.one(firstNames),
  telephone: (random: Random) => {
    const pairs = Array.from({ length: 4 }, () => random.digits(2));
    const first = random.int(1, 9);
    const separator = random.one([' ', '.', '']);
    return random.one([`0${first}`, `+33 ${first}`]) + separator + pairs.join(separator);
  },
  nir: (random: Random) => {
    const department = random.one(['69', '75', '29', '2A', '2B', '97']);
    const body = `${random.int(1, 2)}${random.digits(2)}${two(random.int(1, 12))}${department}${random.digits(6)}`;
    const key = 97 - (Number(body.replace('2A', '19').replace('2B', '18')) % 97);
    const parts = [
      body.slice(0, 1),
      body.slice(1, 3),
      body.slice(3, 5),
      body.slice(5, 7),
      body.slice(7, 10),
      body.slice(10),
      two(key),
    ];
    return parts.join(random.one([' ', '']));
  },
  birth: (random: Random) => {
    const [day, month, year] = [two(random.int(1, 28)), two(random.int(1, 12)), random.int(1925, 2024)];
    return random.one([`${day}/${month}/${year}`, `${day}.${month}.${year}`, `${year}-${month}-${day}`]);
  },
  age: (random: Random) => random.one([`${random.int(3, 99)} ans`, `${random.int(2, 23)} mois`]),
  address: (random: Random) => `${random.int(1, 240)}${random.one(['', ' bis'])} ${random.one(ways)}`,
  town: (random: Random) => `${two(random.int(1, 95))}${random.digits(3)} ${random.one(towns)}`,
  health: (random: Random) => random.one(complaints),
  treatment: (random: Random) => random.one(treatments),
  file: (random: Random) => `24${random.digits(7)}`,
  ipp: (random: Random) => `8${random.digits(8)}`,
  rpps: (random: Random) => `10${random.digits(9)}`,
  adeli: (random: Random) => `69${random.digits(7)}`,
  finess: (random: Random) => `69${random.digits(7)}`,
  iban: (random: Random) =>
    `FR76 ${random.digits(4)} ${random.digits(4)} ${random.digits(4)} ${random.digits(4)} ${random.digits(4)} ${random.digits(3)}`,
  email: (random: Random) =>
    `${random.one(['m.guerin', 'zoe.weber', 'p-nedelec', 'famille.tran'])}@${random.one(['orange.fr', 'exemple.net', 'chu-exemple.fr'])}`,
  plate: (random: Random) =>
    `${random.one(['AB', 'FG', 'KX', 'ZT'])}-${random.digits(3)}-${random.one(['QR', 'LM', 'VW'])}`,
  ip: (random: Random) => `10.${random.int(0, 255)}.${random.int(0, 255)}.${random.int(1, 254)}`,
  place: (random: Random) =>
    `4${random.int(3, 8)}.${random.digits(4)}, ${random.int(0, 7)}.${random.digits(4)}`,
  login: (random: Random) => `${random.one(['jvasseur', 'cguerin', 'arm12', 'zweber'])}`,
} satisfies Readonly<Record<string, (random: Random) => string>>;

export type PersonalKind = keyof typeof personalData;
