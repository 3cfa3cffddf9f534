import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DegradedStation } from '../../../electron/identity/degraded/index.ts';
import { memoryVault } from '../../../electron/vault/index.ts';
import { chooseCertificate } from '../../../native/card/certificate.ts';
import { freePort } from '../../stand/ports.ts';
import { waitFor } from '../../stand/process.ts';

/** OpenSSL is the authority: what it writes, the station reads. */
const configuration = (address: string) => `
[ca]
default_ca = issuing
[issuing]
database = index.txt
certificate = issuing.pem
private_key = issuing.key
new_certs_dir = .
rand_serial = yes
crlnumber = crlnumber
default_md = sha256
default_crl_days = 1
policy = any
crl_extensions = list
preserve = yes
multivalue_rdn = yes
email_in_dn = no
string_mask = utf8only
[any]
countryName = optional
organizationName = optional
commonName = optional
surname = optional
givenName = optional
[list]
authorityKeyIdentifier = keyid
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[authority]
basicConstraints = critical,CA:TRUE,pathlen:0
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[card]
basicConstraints = CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = clientAuth,1.3.6.1.4.1.311.20.2.2
authorityKeyIdentifier = keyid
crlDistributionPoints = URI:ldap://annuaire.example/cn=liste,URI:${address}/liste.crl
[req]
distinguished_name = name
utf8 = yes
string_mask = utf8only
[name]
`;

let server: Server;
let authority: string;
let directory: string;
let now: number;
let served: () => Uint8Array | null;

const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: authority, stdio: 'pipe' });
const der = (name: string) => new X509Certificate(readFileSync(join(authority, `${name}.pem`))).raw;

beforeAll(async () => {
  authority = mkdtempSync(join(tmpdir(), 'authority-'));
  server = createServer((_, response) => {
    const list = served();
    if (list) response.end(list);
    else response.writeHead(503).end();
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${port}`;
  writeFileSync(join(authority, 'ca.cnf'), configuration(address));
  writeFileSync(join(authority, 'index.txt'), '');
  writeFileSync(join(authority, 'crlnumber'), '01\n');
  request('root', '/C=FR/CN=TEST AC RACINE IGC-SANTE ELEMENTAIRE', '-x509', '-extensions', 'root');
  request('issuing', '/C=FR/CN=TEST AC IGC-SANTE ELEMENTAIRE PERSONNES');
  const signing = ['-CA', 'root.pem', '-CAkey', 'root.key', '-extfile', 'ca.cnf', '-extensions', 'authority'];
  openssl('x509', '-req', '-in', 'issuing.csr', '-out', 'issuing.pem', '-days', '30', ...signing);
  request('card', '/C=FR/O=HOPITAL DES 3 DAMES/GN=Zoé+CN=30B0057881\\/CPET0002+SN=ESSAI', '-multivalue-rdn');
  ca('-in', 'card.csr', '-out', 'card.pem', '-days', '10', '-extensions', 'card', '-notext');
});

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(authority, { recursive: true });
});

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'station-'));
  now = Date.now();
  served = () => null;
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

function request(name: string, subject: string, ...more: string[]): void {
  const out = more.includes('-x509') ? ['-out', `${name}.pem`, '-days', '30'] : ['-out', `${name}.csr`];
  const key = ['-newkey', 'rsa:2048', '-nodes', '-keyout', `${name}.key`];
  openssl('req', '-new', '-config', 'ca.cnf', '-utf8', '-subj', subject, ...key, ...out, ...more);
}

function ca(...args: string[]): void {
  openssl('ca', '-config', 'ca.cnf', '-batch', '-utf8', ...args);
}

function newList(form: 'DER' | 'PEM' = 'DER'): Uint8Array {
  ca('-gencrl', '-out', 'list.pem');
  if (form === 'DER') openssl('crl', '-in', 'list.pem', '-outform', 'DER', '-out', 'list.der');
  return readFileSync(join(authority, form === 'DER' ? 'list.der' : 'list.pem'));
}

function station(): DegradedStation {
  return new DegradedStation({
    vault: memoryVault(),
    authorities: readFileSync(join(authority, 'root.pem'), 'utf8'),
    revocationLists: [],
    directory,
    days: 7,
    fetch,
    report: () => undefined,
    clock: () => now,
  });
}

function presentCard() {
  const objects = ['card', 'issuing'].map((name, id) => ({ id: Uint8Array.of(id), value: der(name) }));
  const chosen = chooseCertificate(objects, new Date());
  if (!chosen) throw new Error('no certificate for authentication');
  return chosen;
}

const person = { subject: 's', givenName: 'Zoé', familyName: 'ESSAI' };
const profile = { id: 'p', role: 'ARM', entity: { id: 'e', name: 'Samu' }, rights: [] };
const signIn = (at: DegradedStation) => at.noteSignIn(presentCard(), person, [profile], profile);

async function verdict(at: DegradedStation): Promise<string> {
  const judged = await at.judge(presentCard());
  return judged.ok ? judged.value.revocation : judged.failure.code;
}

function keptLists(): readonly string[] {
  mkdirSync(join(directory, 'revocation'), { recursive: true });
  return readdirSync(join(directory, 'revocation')).filter((name) => name.endsWith('.crl'));
}

const kept = () => waitFor(() => keptLists().length === 1, { timeoutMs: 5_000, what: 'the list' });

describe('the revocation lists of a real authority', () => {
  it('are fetched where the card says, and tell a fresh state, in DER and in PEM', async () => {
    for (const form of ['DER', 'PEM'] as const) {
      rmSync(join(directory, 'revocation'), { recursive: true, force: true });
      const list = newList(form);
      served = () => list;
      const at = station();
      await signIn(at);
      await kept();
      expect(await verdict(at)).toBe('fresh');
    }
  });

  it('leave a card unknown while their server fails, or what it serves is cut short', async () => {
    const list = newList();
    for (const answer of [null, list.subarray(0, list.length - 1), new Uint8Array(), Buffer.from('<html>')]) {
      let asked = false;
      served = () => {
        asked = true;
        return answer;
      };
      const at = station();
      await signIn(at);
      await waitFor(() => asked, { timeoutMs: 5_000, what: 'the list to be asked' });
      expect(await verdict(at)).toBe('unknown');
    }
    expect(keptLists()).toEqual([]);
  });

  it('are not kept when they are larger than any list', async () => {
    let sent = 0;
    served = () => {
      sent += 1;
      return Buffer.alloc(21 * 1024 * 1024, 0x30);
    };
    const at = station();
    await signIn(at);
    await waitFor(() => sent === 1, { timeoutMs: 5_000, what: 'the list to be asked' });

    expect(await verdict(at)).toBe('unknown');
    expect(keptLists()).toEqual([]);
  });

  it('refuse the card once the authority revoked it, when nothing answers any more', async () => {
    const before = newList();
    served = () => before;
    const at = station();
    await signIn(at);
    await kept();
    expect(await verdict(at)).toBe('fresh');

    ca('-revoke', 'card.pem', '-crl_reason', 'keyCompromise');
    // Lists tell their time in seconds.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const after = newList();
    served = () => after;
    now += 3_601_000;
    await signIn(at);
    await waitFor(async () => (await verdict(at)) === 'Degraded_CardRevoked', {
      timeoutMs: 5_000,
      what: 'the revocation to be known',
    });
    served = () => before;
    now += 3_601_000;
    await signIn(at);

    expect(await verdict(at)).toBe('Degraded_CardRevoked');
  });
});
