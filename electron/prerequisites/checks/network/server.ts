import { isIP, type Socket } from 'node:net';
import texts from '../../../../resources/fr/prerequisites/checks.json' with { type: 'json' };
import { authorityOf } from '../../../shared/authority-file.ts';
import { beginTls, openConnection, ProxyRefused, resolveHost, TimedOut } from '../../adapters/connect.ts';
import type { Route, RouteOf } from '../../ports.ts';
import { type Check, type Finding, failure, type Group, notApplicable, ok } from '../../rules/check.ts';
import { fillIn } from '../../rules/findings.ts';
import { number } from '../../rules/judge.ts';
import type { Target } from '../../rules/targets.ts';
import { judgeCertificate } from './certificate.ts';

const direct: Route = { kind: 'direct' };

/** How the program reaches a target: by the system's proxies only where it uses them itself. */
export async function routeTo(target: Target, routeOf: RouteOf): Promise<Route> {
  return target.usesProxy ? routeOf(target.url) : direct;
}

/** Ids of the checks of one server. */
export const nameId = (key: string) => `network.name.${key}`;
export const connectionId = (key: string) => `network.connection.${key}`;
export const tlsId = (key: string) => `network.tls.${key}`;

const isLoopback = (host: string) => /^(localhost|127\.[\d.]+|::1)$/.test(host);

function groupOf({ purpose }: Target): Group {
  if (purpose === 'support') return 'support';
  return purpose === 'update' ? 'application' : 'network';
}

/** Name, connection and certificate of one server, each needing the one before. */
export function serverChecks(target: Target, routeOf: RouteOf, certificateDays: number): readonly Check[] {
  const { key, name, host } = target;
  const proxy = target.usesProxy ? ['network.proxy'] : [];
  const common = { group: groupOf(target), deadline: 5_000 };
  const titled = (title: string) => fillIn(title, { name });
  const values = { name, host, port: target.port };
  const named: Check = {
    ...common,
    id: nameId(key),
    title: titled(texts.name),
    needs: [],
    cheap: true,
    run: async (signal) => {
      const route = await routeTo(target, routeOf).catch(() => direct);
      if (route.kind !== 'direct') return notApplicable('Name_ByProxy');
      try {
        const addresses = await resolveHost(host, signal);
        return ok({ measured: addresses.join(', ') });
      } catch (error) {
        return nameFailure(error, values);
      }
    },
  };
  const connection: Check = {
    ...common,
    id: connectionId(key),
    title: titled(texts.connection),
    needs: [...proxy, nameId(key)],
    cheap: true,
    run: async (signal) => {
      const route = await routeTo(target, routeOf);
      if (route.kind === 'other') return notApplicable('Proxy_OtherKind', { proxy: route.name });
      const startedAt = performance.now();
      try {
        const socket = await openConnection(target, route, signal);
        const took = performance.now() - startedAt;
        socket.destroy();
        return ok({
          measured: fillIn(texts.milliseconds, { count: number(took) }),
          figures: { connectMs: took },
        });
      } catch (error) {
        return connectionFailure(error, values);
      }
    },
  };
  const tls: Check = {
    ...common,
    id: tlsId(key),
    title: titled(texts.tls),
    // A wrong clock makes any certificate look expired, or not valid yet.
    needs: [connectionId(key), 'network.clock'],
    deadline: 6_000,
    cheap: true,
    run: async (signal) => {
      if (!target.secure) {
        return isLoopback(host) || target.purpose === 'directory'
          ? notApplicable('Tls_NotUsed')
          : failure('Tls_NotEncrypted', values);
      }
      const route = await routeTo(target, routeOf);
      if (route.kind === 'other') return notApplicable('Proxy_OtherKind', { proxy: route.name });
      const socket = await openConnection(target, route, signal).catch((error: unknown) => error);
      if (!isSocket(socket)) return connectionFailure(socket, values);
      try {
        const secure = await beginTls(socket, host, authorityOf(target), signal);
        const finding = judgeCertificate(secure, values, certificateDays);
        secure.destroy();
        return finding;
      } catch (error) {
        socket.destroy();
        return tlsFailure(error, values);
      }
    },
  };
  return isIP(host) ? [{ ...connection, needs: proxy }, tls] : [named, connection, tls];
}

function isSocket(value: unknown): value is Socket {
  return typeof value === 'object' && value !== null && 'destroy' in value;
}

/** A resolver that says no, or one that says nothing in time. */
export function nameFailure(error: unknown, values: Record<string, string | number>): Finding {
  const isSilent = error instanceof TimedOut || codeOf(error) === 'EAI_AGAIN';
  return failure(isSilent ? 'Name_NoAnswer' : 'Name_Unknown', values);
}

/** What a failed connection says of the way there. */
export function connectionFailure(error: unknown, values: Record<string, string | number>): Finding {
  if (error instanceof ProxyRefused)
    return failure('Connection_ProxyRefuses', { ...values, status: error.status });
  const code = codeOf(error);
  if (code === 'ECONNREFUSED') return failure('Connection_Refused', values);
  if (['EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL'].includes(code))
    return failure('Connection_NoWay', values);
  if (['ENOTFOUND', 'EAI_AGAIN'].includes(code)) return nameFailure(error, values);
  return failure('Connection_NoAnswer', values);
}

function tlsFailure(error: unknown, values: Record<string, string | number>): Finding {
  const code = codeOf(error);
  if (/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|UNSUPPORTED_VERSION/.test(code))
    return failure('Tls_TooOld', values);
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH|HTTP_REQUEST/.test(code)) return failure('Tls_NotSpoken', values);
  if (/HANDSHAKE_FAILURE|NO_SHARED_CIPHER|NO_CIPHER|DH_KEY|INSUFFICIENT/.test(code))
    return failure('Tls_Weak', values);
  return failure('Tls_Broken', values);
}

export function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
