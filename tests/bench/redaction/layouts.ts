import type { Markup } from './markup.ts';

const menu = `<nav>${['Fichier', 'Édition', 'Dossiers', 'Moyens', 'Cartographie', 'Statistiques', 'Aide'].map((text) => `<b>${text}</b>`).join('')}</nav>`;
const tools = `<div class="tools">${['Nouvel appel', 'Enregistrer', 'Transférer', 'Engager un moyen', 'Clôturer'].map((text) => `<button>${text}</button>`).join('')}</div>`;
const states = ['Engagé', 'En attente', 'Sur les lieux', 'Transport', 'Terminé'] as const;
const decisions = ['Conseil médical', 'Ambulance', 'SMUR', 'Médecin de garde'] as const;

const fileFields = (page: Markup): string =>
  [
    `<h2>Appelant</h2><div class="fields">`,
    page.field('Nom', page.personal('surname')),
    page.field('Prénom', page.personal('firstName')),
    page.field('Téléphone', page.personal('telephone')),
    page.field('Lien avec le patient', page.random.one(['Conjoint', 'Voisin', 'Témoin'])),
    `</div><h2>Lieu d’intervention</h2><div class="fields">`,
    page.field('Adresse', page.personal('address')),
    page.field('Code postal et commune', page.personal('town')),
    page.field('Coordonnées', page.personal('place')),
    page.field('Type de lieu', page.random.one(['Domicile', 'Voie publique', 'Lieu de travail'])),
    `</div><h2>Patient</h2><div class="fields">`,
    page.field('Nom de naissance', page.personal('surname')),
    page.field('Date de naissance', page.personal('birth')),
    page.field('Âge', page.personal('age')),
    page.field('Numéro de sécurité sociale', page.personal('nir')),
    page.field('Identifiant permanent', page.personal('ipp')),
    page.field('Médecin traitant', page.personal('name')),
    page.field('RPPS du médecin', page.personal('rpps')),
    page.field('Courriel', page.personal('email')),
    `</div><h2>Motif de recours</h2><div class="area">${page.personal('health')}<br>${page.personal('treatment')}</div>`,
  ].join('');

const callTable = (page: Markup, rows: number): string =>
  page.table(['Dossier', 'Patient', 'Âge', 'Commune', 'Motif de recours', 'Décision', 'État'], rows, () => [
    page.personal('file'),
    page.personal('name'),
    page.personal('age'),
    page.personal('town'),
    page.personal('health'),
    page.random.one(decisions),
    page.random.one(states),
  ]);

const status = (page: Markup): string =>
  `<footer><i>Connecté</i><i>Serveur principal</i><i>${page.personal('ip')}</i><i>Utilisateur</i><i>${page.personal('login')}</i></footer>`;

const file = (page: Markup): string =>
  `${menu}${tools}<main class="two"><section>${fileFields(page)}</section><section><h2>Appels en cours</h2>${callTable(page, 16)}</section></main>${status(page)}`;

/** The screens of one made-up application, and what stands around it on a desktop. */
export const layouts = {
  file,
  list: (page: Markup) =>
    `${menu}<main><h2>Liste des dossiers de régulation</h2><div class="dense">${page.table(
      [
        'Dossier',
        'Nom',
        'Prénom',
        'Né(e) le',
        'Sécurité sociale',
        'Téléphone',
        'Adresse',
        'Commune',
        'Motif',
        'Décision',
        'État',
      ],
      46,
      () => [
        page.personal('file'),
        page.personal('surname'),
        page.personal('firstName'),
        page.personal('birth'),
        page.personal('nir'),
        page.personal('telephone'),
        page.personal('address'),
        page.personal('town'),
        page.personal('health'),
        page.random.one(decisions),
        page.random.one(states),
      ],
    )}</div></main>${status(page)}`,
  dialog: (page: Markup) =>
    `${file(page)}<div class="veil"></div><div class="dialog"><h2>Erreur d’enregistrement</h2><p>Impossible d’enregistrer le dossier.</p><p>Code erreur : ORA-00001</p><p>Le patient existe déjà dans la base</p><p>${page.personal('name')}</p><div class="tools"><button>Détails</button><button>Copier</button><button>Fermer</button></div></div>`,
  map: (page: Markup) =>
    `${menu}<main class="two"><div class="map"><em style="left:8%;top:12%">${page.personal('address')}</em><em style="left:44%;top:30%">${page.personal('town')}</em><em style="left:20%;top:62%">${page.personal('name')}</em><em style="left:58%;top:78%">${page.personal('plate')}</em></div><section><h2>Moyens engagés</h2>${page.table(['Vecteur', 'Immatriculation', 'Équipage', 'Statut'], 10, () => [page.random.one(['Ambulance privée', 'Hélicoptère', 'Véhicule léger']), page.personal('plate'), page.personal('name'), page.random.one(states)])}<h2>Légende</h2><p>Hôpital</p><p>Centre de secours</p><p>Point de rendez-vous</p></section></main>${status(page)}`,
  photo: (page: Markup) =>
    `<div class="photo"><div class="post"><h2>Notification d’appel</h2><p>${page.personal('telephone')}</p><p>${page.personal('name')}</p></div><p class="over">${page.personal('health')}</p><p class="over dark">${page.personal('name')}</p><div class="icons"><b>Corbeille</b><b>Cartographie</b><b>Messagerie</b></div></div>`,
  console: (page: Markup) =>
    `<div class="bar">Console des interfaces</div><pre>${Array.from({ length: 22 }, () => `${page.personal('birth')} PID|1||${page.personal('ipp')}^^^IPP||${page.personal('surname')}^${page.personal('firstName')}||${page.personal('birth')}|F|||${page.personal('address')}^^${page.personal('town')}||${page.personal('telephone')} host=${page.personal('ip')}`).join('\n')}</pre><div class="tools"><button>Actualiser</button><button>Exporter</button><button>Filtrer</button><button>Relancer les flux</button></div><h2>État des interfaces</h2>${page.table(['Interface', 'État', 'Dernier échange'], 5, () => [page.random.one(['Identités', 'Mouvements', 'Résultats de biologie', 'Imagerie']), page.random.one(['Active', 'Arrêtée', 'En erreur']), page.random.one(['Il y a une minute', 'Il y a une heure'])])}`,
  chart: (page: Markup) =>
    `${menu}<main class="two"><section><h2>Activité par décision</h2><svg viewBox="0 0 700 420">${decisions.map((name, index) => `<rect x="${60 + index * 150}" y="${120 + page.random.int(0, 180)}" width="90" height="240" fill="${page.random.one(['#2b6cb0', '#dd6b20', '#38a169'])}"/><text x="${50 + index * 150}" y="400">${name}</text>`).join('')}<text x="60" y="30">Nombre de dossiers</text><text x="420" y="60" data-kind="name" data-span="chart-1">Dr MAÇON Hélène</text></svg></section><section><h2>Constantes</h2><p>Fréquence cardiaque</p><p>${page.personal('treatment')}</p><h2>Patient</h2><p>${page.personal('name')}</p><p>${page.personal('birth')}</p>${callTable(page, 8)}</section></main>${status(page)}`,
  mail: (page: Markup) =>
    `<div class="bar">Messagerie</div><main class="two"><section class="mails">${Array.from({ length: 9 }, () => `<article><b>${page.personal('name')}</b><p>${page.personal('health')}</p><small>Bonjour, merci de rappeler</small></article>`).join('')}</section><section><h2>Compte rendu</h2><p>Bonjour,</p><p>${page.personal('name')}</p><p>${page.personal('nir')}</p><p>${page.personal('treatment')}</p><p>${page.personal('iban')}</p><p>Cordialement,</p><p>${page.personal('name')}</p><p>RPPS ${page.personal('rpps')} ADELI ${page.personal('adeli')} FINESS ${page.personal('finess')}</p><p>${page.personal('email')}</p><div class="tools"><button>Répondre</button><button>Transférer</button><button>Supprimer</button></div></section></main>`,
  odd: (page: Markup) =>
    `<main><p style="color:#e4e4e4">${page.personal('name')} ${page.personal('telephone')}</p><p style="font-size:8px">${page.personal('address')} ${page.personal('town')}</p><p style="font-size:52px;font-weight:700">${page.personal('name')}</p><p style="background:#fff59d;color:#ffb300">${page.personal('nir')}</p><p><u>${page.personal('email')}</u> <s>${page.personal('name')}</s> <mark>${page.personal('telephone')}</mark></p><p style="position:absolute;left:1300px;top:300px;transform:rotate(90deg)">${page.personal('name')}</p><p style="position:absolute;left:1400px;top:600px;transform:rotate(-8deg)">${page.personal('name')} ${page.personal('telephone')}</p><p style="letter-spacing:6px">${page.personal('nir')}</p><p style="font-family:serif;font-style:italic">${page.personal('health')}</p><p style="background:#222;color:#2e2e2e">${page.personal('name')}</p><div class="tools"><button>Recherche avancée</button><button>Réinitialiser</button><button>Imprimer la fiche</button></div><h2>Recherche de patient</h2><div class="fields">${page.field('Nom d’usage', page.personal('surname'))}${page.field('Commune de résidence', page.personal('town'))}</div></main>`,
} satisfies Readonly<Record<string, (page: Markup) => string>>;

export type Layout = keyof typeof layouts;
