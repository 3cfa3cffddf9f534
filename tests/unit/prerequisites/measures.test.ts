import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answeredBranch, optionsRequest } from '../../../electron/prerequisites/adapters/sip-options.ts';
import { httpDate, readTimeAnswer } from '../../../electron/prerequisites/adapters/time.ts';
import { atLeast, atMost, worst } from '../../../electron/prerequisites/rules/judge.ts';
import { type Packet, qualityOf } from '../../../electron/prerequisites/rules/packets.ts';
import { compareVersions } from '../../../electron/prerequisites/rules/version.ts';

describe('the quality of a way', () => {
  it('is not known when no packet was answered', () => {
    expect(qualityOf([])).toBeNull();
    expect(qualityOf([{ sentAt: 0, answeredAt: null }])).toBeNull();
  });

  it('is half of the median way, the mean difference between ways, and the share without answer', () => {
    const ways = [20, 40, 20, 40];
    const packets: Packet[] = ways.map((way, index) => ({
      sentAt: index * 20,
      answeredAt: index * 20 + way,
    }));
    expect(qualityOf([...packets, { sentAt: 80, answeredAt: null }])).toEqual({
      delay: 20,
      jitter: 20,
      loss: expect.closeTo(20),
    });
  });

  it('of an even way has no jitter, whatever the delay and the loss', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2_000 }),
        fc.array(fc.boolean(), { minLength: 1 }),
        (way, answered) => {
          const packets = answered.map((isThere, index) => ({
            sentAt: index * 20,
            answeredAt: isThere ? index * 20 + way : null,
          }));
          const quality = qualityOf(packets);
          fc.pre(answered.includes(true));
          expect(quality?.jitter).toBeCloseTo(0);
          expect(quality?.delay).toBeCloseTo(way / 2);
          expect(quality?.loss).toBeCloseTo((answered.filter((one) => !one).length / answered.length) * 100);
        },
      ),
    );
  });
});

describe('limits', () => {
  it('are good up to the first, tolerable up to the second', () => {
    expect([1, 1.1, 3, 3.1].map((value) => atMost(value, [1, 3]))).toEqual([
      'ok',
      'warning',
      'warning',
      'failure',
    ]);
    expect([8, 7.9, 4, 3.9].map((value) => atLeast(value, [8, 4]))).toEqual([
      'ok',
      'warning',
      'warning',
      'failure',
    ]);
  });

  it('count for as much as the worst of several', () => {
    expect(worst(['ok', 'warning', 'ok'])).toBe('warning');
    expect(worst(['failure', 'warning'])).toBe('failure');
    expect(worst([])).toBe('ok');
  });
});

describe('versions', () => {
  it.each([
    ['5.2', '5.2.2', 0],
    ['5.1.9', '5.2', -1],
    ['5.10', '5.2', 1],
    ['6', '5.2.2', 1],
  ])('%s beside %s', (one, other, sign) => {
    expect(Math.sign(compareVersions(one, other))).toBe(sign);
  });
});

describe('an OPTIONS', () => {
  it('is answered by any final answer with its branch', () => {
    const { branch, text } = optionsRequest('sip1.example', 'UDP 10.0.0.1:5060', 1);
    expect(text).toMatch(
      /^OPTIONS sip:sip1\.example SIP\/2\.0\r\nVia: SIP\/2\.0\/UDP 10\.0\.0\.1:5060;branch=/,
    );
    expect(text.endsWith('\r\n\r\n')).toBe(true);
    for (const line of ['SIP/2.0 200 OK', 'SIP/2.0 401 Unauthorized', 'SIP/2.0 503 Busy'])
      expect(answeredBranch(text.replace(/^.*\r\n/, `${line}\r\n`))).toBe(branch);
    expect(answeredBranch(text.replace(/^.*\r\n/, 'SIP/2.0 100 Trying\r\n'))).toBeNull();
    expect(answeredBranch(text)).toBeNull();
  });

  it('is not mistaken by anything else', () => {
    fc.assert(fc.property(fc.string(), (text) => void answeredBranch(text)));
  });
});

describe('the time that a server tells', () => {
  it('is that of an HTTP answer, or nothing', () => {
    expect(httpDate('HTTP/1.1 302 Found\r\nDATE: Tue, 15 Nov 1994 08:12:31 GMT')).toBe(784_887_151_000);
    expect(httpDate('HTTP/1.1 200 OK\r\nX-Date: Tue, 15 Nov 1994 08:12:31 GMT')).toBeNull();
    expect(httpDate('Date: yesterday')).toBeNull();
  });

  it('is the transmit timestamp of an SNTP answer that is synchronised', () => {
    const answer = Buffer.alloc(48);
    answer[0] = 0x24;
    answer[1] = 2;
    answer.writeUInt32BE(2_208_988_800 + 1_000, 40);
    answer.writeUInt32BE(2 ** 31, 44);
    expect(readTimeAnswer(answer)).toBe(1_000_500);
    for (const [byte, value] of [
      [0, 0x23],
      [0, 0xe4],
      [1, 0],
    ] as const) {
      const other = Buffer.from(answer);
      other[byte] = value;
      expect(readTimeAnswer(other)).toBeNull();
    }
    expect(readTimeAnswer(answer.subarray(0, 40))).toBeNull();
  });
});
