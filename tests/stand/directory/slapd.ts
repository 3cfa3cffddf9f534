import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../ports.ts';
import { makePrivateAuthority } from '../private-authority.ts';
import { startProcess } from '../process.ts';

/** A real LDAP server (OpenLDAP) with people in it, STARTTLS and ldaps, on this machine only. */
export interface DirectoryServer {
  readonly plainUrl: string;
  readonly secureUrl: string;
  /** PEM of the certificate that it shows. */
  readonly authority: string;
  readonly base: string;
  readonly reader: { readonly dn: string; readonly password: string };
  stop(): Promise<void>;
}

const base = 'dc=samu,dc=example';
const reader = { dn: `cn=lecture,${base}`, password: 'lecture-seule' };

/** Starts it with so many people; the first has an accent in every name. */
export async function startSlapd(people: number): Promise<DirectoryServer> {
  const folder = mkdtempSync(join(tmpdir(), 'bandeau-slapd-'));
  const { cert, key } = await makePrivateAuthority();
  mkdirSync(join(folder, 'data'));
  const files = {
    cert: join(folder, 'cert.pem'),
    key: join(folder, 'key.pem'),
    conf: join(folder, 'slapd.conf'),
  };
  writeFileSync(files.cert, cert);
  writeFileSync(files.key, key, { mode: 0o600 });
  writeFileSync(files.conf, configuration(folder, files));
  writeFileSync(join(folder, 'people.ldif'), ldif(people));
  execFileSync('slapadd', ['-q', '-f', files.conf, '-l', join(folder, 'people.ldif')], { stdio: 'ignore' });
  const [plain, secure] = [await freePort(), await freePort()];
  const server = await startProcess({
    name: 'slapd',
    command: 'slapd',
    args: ['-f', files.conf, '-h', `ldap://127.0.0.1:${plain} ldaps://127.0.0.1:${secure}`, '-d', '0'],
    logFile: join(folder, 'log'),
    ready: () => answers(secure),
    timeoutMs: 20_000,
  });
  return {
    plainUrl: `ldap://localhost:${plain}`,
    secureUrl: `ldaps://localhost:${secure}`,
    authority: cert,
    base,
    reader,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function configuration(
  folder: string,
  { cert, key }: { readonly cert: string; readonly key: string },
): string {
  return `include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile ${join(folder, 'pid')}
TLSCertificateFile ${cert}
TLSCertificateKeyFile ${key}
sizelimit size.soft=500 size.hard=500 size.prtotal=unlimited
database mdb
maxsize 104857600
suffix "${base}"
rootdn "${reader.dn}"
rootpw ${reader.password}
directory ${join(folder, 'data')}
access to * by anonymous auth by * read
`;
}

function ldif(people: number): string {
  const encoded = (text: string) => Buffer.from(text).toString('base64');
  const entries = [`dn: ${base}\nobjectClass: dcObject\nobjectClass: organization\ndc: samu\no: Samu`];
  for (let index = 0; index < people; index += 1) {
    const name = index === 0 ? 'Hélène DUPRÉ' : `Agent ${index}`;
    entries.push(
      [
        `dn: uid=${index},${base}`,
        'objectClass: inetOrgPerson',
        `uid: ${index}`,
        `cn:: ${encoded(name)}`,
        `sn:: ${encoded(name)}`,
        `l:: ${encoded('Couëron')}`,
        'departmentNumber: SMUR',
        `telephoneNumber: 02 61 91 ${String(index % 100).padStart(2, '0')} 00`,
      ].join('\n'),
    );
  }
  return `${entries.join('\n\n')}\n`;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
