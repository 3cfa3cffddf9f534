import accessibility from '../../../resources/fr/help/accessibilite.md?raw';
import directory from '../../../resources/fr/help/annuaire.md?raw';
import dialling from '../../../resources/fr/help/appeler.md?raw';
import calls from '../../../resources/fr/help/bandeau.md?raw';
import screenshots from '../../../resources/fr/help/captures.md?raw';
import card from '../../../resources/fr/help/carte.md?raw';
import account from '../../../resources/fr/help/compte.md?raw';
import requests from '../../../resources/fr/help/demandes-de-service.md?raw';
import ecps from '../../../resources/fr/help/e-cps.md?raw';
import escalation from '../../../resources/fr/help/escalade.md?raw';
import training from '../../../resources/fr/help/formation.md?raw';
import journal from '../../../resources/fr/help/journal.md?raw';
import callLog from '../../../resources/fr/help/journal-appels.md?raw';
import lrm from '../../../resources/fr/help/logiciel-de-regulation.md?raw';
import tickets from '../../../resources/fr/help/mes-tickets.md?raw';
import degraded from '../../../resources/fr/help/mode-degrade.md?raw';
import otp from '../../../resources/fr/help/otp.md?raw';
import outages from '../../../resources/fr/help/panne-telephonie.md?raw';
import first from '../../../resources/fr/help/premiere-connexion.md?raw';
import psc from '../../../resources/fr/help/pro-sante-connect.md?raw';
import profile from '../../../resources/fr/help/profil.md?raw';
import problems from '../../../resources/fr/help/que-faire.md?raw';
import knowledge from '../../../resources/fr/help/questions-frequentes.md?raw';
import board from '../../../resources/fr/help/salles-attente.md?raw';
import report from '../../../resources/fr/help/signaler-un-incident.md?raw';
import phone from '../../../resources/fr/help/telephone.md?raw';
import transfers from '../../../resources/fr/help/transferts.md?raw';
import verification from '../../../resources/fr/help/verification.md?raw';

export interface HelpPage {
  readonly title: string;
  /** Markdown below the title. */
  readonly text: string;
}

/** A page's title is its first line, `# …`. */
function helpPage(markdown: string): HelpPage {
  const [title = '', ...text] = markdown.split('\n');
  return { title: title.replace(/^# /, ''), text: text.join('\n').trim() };
}

/** In the order in which a shift meets them. */
export const helpPages: readonly HelpPage[] = [
  card,
  first,
  otp,
  psc,
  ecps,
  profile,
  phone,
  calls,
  dialling,
  lrm,
  directory,
  transfers,
  callLog,
  board,
  account,
  degraded,
  outages,
  report,
  escalation,
  requests,
  tickets,
  knowledge,
  screenshots,
  training,
  verification,
  problems,
  accessibility,
  journal,
].map(helpPage);
