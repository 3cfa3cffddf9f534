import 'reflect-metadata';
import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { SecureVersion } from 'node:tls';
import {
  BasicConstraintsExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

const KEY = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY = 86_400_000;
const USUAL_DAYS: readonly [number, number] = [-1, 200];

export interface ServerCredentials {
  readonly cert: string;
  readonly key: string;
}

export interface CertificateWish {
  /** Name that the certificate is made for. */
  readonly name?: string;
  /** Days from now on which its validity begins and ends. */
  readonly days?: readonly [number, number];
  /** Signed by itself and by nobody else. */
  readonly selfSigned?: boolean;
}

/** An authority of a site's own, that signs what its servers show. */
export interface SiteAuthority {
  /** PEM. */
  readonly certificate: string;
  issue(wish?: CertificateWish): Promise<ServerCredentials>;
}

export async function makeSiteAuthority(): Promise<SiteAuthority> {
  const keys = await newKeys();
  const name = [{ CN: ['AC du site de test'] }];
  const authority = await X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name,
    keys,
    signingAlgorithm: KEY,
    ...validity([-400, 400]),
    extensions: [new BasicConstraintsExtension(true, undefined, true)],
  });
  let serial = 1;
  return {
    certificate: authority.toString('pem'),
    issue: async ({ name: host = 'localhost', days = USUAL_DAYS, selfSigned = false } = {}) => {
      serial += 1;
      const own = await newKeys();
      const certificate = await X509CertificateGenerator.create({
        serialNumber: serial.toString(16).padStart(4, '0'),
        subject: [{ CN: [host] }],
        issuer: selfSigned ? [{ CN: [host] }] : name,
        publicKey: own.publicKey,
        signingKey: selfSigned ? own.privateKey : keys.privateKey,
        signingAlgorithm: KEY,
        ...validity(days),
        extensions: [new SubjectAlternativeNameExtension([{ type: 'dns', value: host }])],
      });
      return { cert: pem(certificate), key: await pemOf(own.privateKey) };
    },
  };
}

export interface HttpsOptions {
  /** 0 takes a free one. */
  readonly port?: number;
  readonly minVersion?: SecureVersion;
  readonly maxVersion?: SecureVersion;
}

export interface HttpsServer {
  readonly port: number;
  stop(): Promise<void>;
}

/** A server on loopback that answers everything with 204, and so tells its time. */
export async function startHttpsServer(
  credentials: ServerCredentials,
  { port = 0, minVersion = 'TLSv1.2', maxVersion = 'TLSv1.3' }: HttpsOptions = {},
): Promise<HttpsServer> {
  // Where a server is only fit for what is too old, so are its ciphers.
  const old = maxVersion < 'TLSv1.2' ? { ciphers: 'DEFAULT@SECLEVEL=0' } : {};
  const server: Server = createServer(
    { ...credentials, minVersion, maxVersion, ...old },
    (_request, response) => {
      response.writeHead(204).end();
    },
  );
  server.on('tlsClientError', () => undefined);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port given');
  return {
    port: address.port,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function newKeys(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(KEY, true, ['sign', 'verify']);
}

function validity([from, to]: readonly [number, number]) {
  return { notBefore: new Date(Date.now() + from * DAY), notAfter: new Date(Date.now() + to * DAY) };
}

function pem(certificate: X509Certificate): string {
  return certificate.toString('pem');
}

async function pemOf(key: CryptoKey): Promise<string> {
  return PemConverter.encode(await crypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
}
