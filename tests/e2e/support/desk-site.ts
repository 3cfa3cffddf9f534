import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startDisplay, type VirtualDisplay } from '../../stand/display.ts';
import { type SitePerson, startSite } from '../../stand/index.ts';
import { type MailStand, startMailStand } from '../../stand/mail/index.ts';
import { type GlpiStand, startGlpi } from '../../stand/support/glpi.ts';
import type { Bandeau } from './application.ts';
import type { Operator } from './operator.ts';
import { startWorkstation, type Workstation } from './workstation.ts';

const PHONE = '1501';
const account = { user: 'poste-07', password: 'mot-de-passe-du-poste' };

/** How what is written goes to the desk: to its portal, or by mail. */
export type DeskWay = 'portal' | 'mail';

/** A station whose site has a desk, by both ways. */
export interface DeskSite {
  readonly display: VirtualDisplay;
  readonly workstation: Workstation;
  readonly glpi: GlpiStand;
  readonly mail: MailStand;
  /** Who works at the station. */
  readonly person: SitePerson;
  /** Starts the application with that way, signs in and binds the phone. */
  takeUp(way: DeskWay): Promise<{ readonly bandeau: Bandeau; readonly operator: Operator }>;
  /** Whether the portal keeps to itself what it has of the account. */
  keepAccount(kept: boolean): void;
  /** Writes a file that the application may read, and gives where it is. */
  kept(name: string, text: string): string;
  stop(): Promise<void>;
}

export async function startDeskSite(): Promise<DeskSite> {
  const display = await startDisplay({ width: 1600, height: 900, windowManager: true });
  const site = await startSite({ cards: 'tokens', telephony: 'simulated' });
  const glpi = await startGlpi();
  const mail = await startMailStand({ account });
  const workstation = await startWorkstation({ display: display.name });
  const [person] = site.people;

  const kept = (name: string, text: string): string => {
    const file = join(workstation.home, name);
    writeFileSync(file, text, { mode: 0o644 });
    return file;
  };
  const byPortal = () => ({
    answersMinutes: 1,
    glpi: { url: glpi.url, userTokenFile: kept('token', glpi.userToken), timeZone: 'UTC' },
  });
  const byMail = () => ({
    address: 'monserviceclient@support.example',
    mail: {
      host: 'localhost',
      port: mail.port,
      from: 'poste-07@chu.example',
      user: account.user,
      passwordFile: kept('password', account.password),
      authorityFile: kept('mail.pem', mail.certificatePem),
    },
  });

  return {
    display,
    workstation,
    glpi,
    mail,
    person,
    keepAccount: (isKept) => site.identity?.breakWith(isKept ? 'failing' : null, '/account'),
    kept,
    takeUp: async (way) => {
      const started = await workstation.start({
        configuration: { ...site.configuration, support: way === 'portal' ? byPortal() : byMail() },
        environment: person.token ?? {},
      });
      const { operator } = started;
      await operator.typePin(person.pin);
      await operator.chooseProfile('ARM');
      await operator.bindPhone(PHONE);
      await operator.bar();
      return started;
    },
    stop: async () => {
      await workstation.stop();
      await mail.stop();
      await glpi.stop();
      await site.stop();
      await display.stop();
    },
  };
}
