import texts from '../../../../resources/fr/prerequisites/checks.json' with { type: 'json' };
import type { Thresholds } from '../../../settings/configuration.ts';
import { authorityOf } from '../../../shared/authority-file.ts';
import { resolveHost } from '../../adapters/connect.ts';
import {
  openSipWebSocket,
  type Pace,
  sendOverUdp,
  sendOverWebSocket,
  UpgradeRefused,
} from '../../adapters/send-packets.ts';
import { type Check, type Finding, failure, ok, warning } from '../../rules/check.ts';
import { fillIn } from '../../rules/findings.ts';
import { atMost, number, worst } from '../../rules/judge.ts';
import { type Packet, qualityOf } from '../../rules/packets.ts';
import type { Target } from '../../rules/targets.ts';
import { connectionId, nameFailure, tlsId } from './server.ts';

export const webSocketId = (key: string) => `network.websocket.${key}`;

/** More than the watch sends. */
const FEW = 30;

/** Packets take their time, and the last of them more. */
const spare = 3_500;

/** Whether a SIP server lets a WebSocket be opened, and what the way to it is worth. */
export function sipServerChecks(target: Target, pace: Pace, thresholds: Thresholds): readonly Check[] {
  const { key, name, url, host, secure } = target;
  const common = { group: 'network', cheap: true } as const;
  const server = () => ({ url, authority: authorityOf(target) });
  return [
    {
      ...common,
      id: webSocketId(key),
      title: fillIn(texts.webSocket, { name }),
      needs: [connectionId(key), ...(secure ? [tlsId(key)] : [])],
      deadline: 5_000,
      run: async (signal) => {
        try {
          (await openSipWebSocket(server(), signal)).terminate();
          return ok({ measured: texts.webSocketOpen });
        } catch (error) {
          return upgradeFailure(error, { name, host });
        }
      },
    },
    {
      ...common,
      id: `network.quality.${key}`,
      title: fillIn(texts.quality, { name }),
      needs: [webSocketId(key)],
      deadline: pace.packets * pace.interval + spare,
      run: async (signal) =>
        judgeQuality(await sendOverWebSocket(server(), pace, signal).catch(() => []), name, thresholds),
    },
  ];
}

/** What the way to a SIP server is worth, counted by packets that may be lost: UDP, as the voice. */
export function probeCheck(probe: string, index: number, pace: Pace, thresholds: Thresholds): Check {
  const [, place = probe, port] = /^(.*?)(?::(\d+))?$/.exec(probe) ?? [];
  const host = place.replace(/^\[(.*)\]$/, '$1');
  return {
    id: `network.quality.probe-${index + 1}`,
    group: 'network',
    title: fillIn(texts.quality, { name: host }),
    needs: [],
    deadline: pace.packets * pace.interval + spare,
    cheap: true,
    run: async (signal) => {
      try {
        const [address = host] = await resolveHost(host, signal);
        const to = { host: address, port: Number(port ?? 5060) };
        return judgeQuality(await sendOverUdp(to, pace, signal).catch(() => []), host, thresholds);
      } catch (error) {
        return nameFailure(error, { host });
      }
    },
  };
}

function judgeQuality(packets: readonly Packet[], name: string, thresholds: Thresholds): Finding {
  const quality = qualityOf(packets);
  if (!quality) return failure('Quality_NoAnswer', { name });
  const { delay, jitter, loss } = quality;
  const shown = { delay: number(delay, 1), jitter: number(jitter, 1), loss: number(loss, 1) };
  const measurement = {
    measured: fillIn(texts.qualityMeasured, shown),
    expected: fillIn(texts.expected.quality, {
      delay: number(thresholds.delay[0]),
      jitter: number(thresholds.jitter[0]),
      loss: number(thresholds.loss[0], 1),
    }),
    figures: { delayMs: delay, jitterMs: jitter, lossPercent: loss, packets: packets.length },
  };
  const verdict = worst([
    atMost(delay, thresholds.delay),
    atMost(jitter, thresholds.jitter),
    atMost(countedLoss(loss, packets.length), thresholds.loss),
  ]);
  if (verdict === 'ok') return ok(measurement);
  const values = { name, ...shown };
  return verdict === 'warning'
    ? warning('Quality_Fair', values, measurement)
    : failure('Quality_Poor', values, measurement);
}

/** Of few packets, one that is lost is several percent, and says nothing. */
function countedLoss(loss: number, packets: number): number {
  return packets < FEW ? Math.max(0, loss - 100 / packets) : loss;
}

function upgradeFailure(error: unknown, values: { name: string; host: string }): Finding {
  if (error instanceof UpgradeRefused)
    return failure('WebSocket_Refused', { ...values, status: error.status });
  const message = error instanceof Error ? error.message : '';
  if (/subprotocol/i.test(message)) return failure('WebSocket_NoSip', values);
  return failure('WebSocket_NoAnswer', values);
}
