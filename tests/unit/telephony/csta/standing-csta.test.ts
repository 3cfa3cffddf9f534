import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Subject } from '../../../../electron/shared/listeners.ts';
import { StandingCsta } from '../../../../electron/telephony/csta/standing-csta.ts';
import { editionOf } from '../../../../electron/telephony/csta/xml.ts';
import { readXml } from '../../../../electron/telephony/documents/bounded-xml.ts';
import type { LineEvent } from '../../../../electron/telephony/line/line.ts';
import type {
  SipInfoDialogOutcome,
  SipInfoDialogRequest,
  SipLinkState,
  SipResponse,
} from '../../../../electron/telephony/sip/sip-link.ts';
import { CROSS_REF, delivered, established, event, OWN, snapshot, xml } from './documents.ts';

const CSTA = 'application/csta+xml';
const answered = (body: string, code = 200): SipResponse => ({ code, headers: () => [], body });

/** A phone on the other side of the link, that answers as the test says. */
class Phone {
  readonly state = new Subject<SipLinkState>({ kind: 'up', server: 'wss://sip.example' });
  /** What came: `INVITE`, the names of requests, `BYE`. */
  readonly heard: string[] = [];
  /** The code of the answer to INVITE; null answers after the deadline. */
  invite: number | null = 200;
  status = 'normal';
  calls: readonly (readonly [callId: string, ...states: string[]])[] = [];
  /** Before a request is answered. */
  onRequest: (name: string) => void = () => undefined;
  readonly answers = new Map<string, SipResponse | null>();
  editions = new Set<number | null>();
  opened: SipInfoDialogRequest | null = null;
  #sequence = 0;

  openInfoDialog = async (request: SipInfoDialogRequest): Promise<SipInfoDialogOutcome> => {
    this.heard.push('INVITE');
    if (this.invite === null) await after(request.deadline);
    const code = this.invite ?? 408;
    if (code !== 200) return { ok: false, code };
    this.opened = request;
    this.#sequence = 0;
    return {
      ok: true,
      answer: answered(xml('RequestSystemStatusResponse', `<systemStatus>${this.status}</systemStatus>`)),
      dialog: {
        info: async ({ content }, deadline) => {
          const root = readXml(content);
          const name = typeof root === 'string' ? root : root.name;
          this.heard.push(name);
          this.editions.add(editionOf(content));
          this.onRequest(name);
          const answer = this.#answer(name);
          if (answer) return answer;
          await after(deadline);
          return answered('', 408);
        },
        end: () => void this.heard.push('BYE'),
      },
    };
  };

  /** Sends an INFO, after `lost` others that never came; gives the code of the answer. */
  tell(content: string, lost = 0, contentType = CSTA): number | undefined {
    this.#sequence += 1 + lost;
    return this.opened?.onInfo({ content, contentType, sequence: this.#sequence, receivedAt: 0 });
  }

  #answer(name: string): SipResponse | null {
    const given = this.answers.get(name);
    if (given !== undefined) return given;
    switch (name) {
      case 'GetCSTAFeatures':
        return answered(
          xml('GetCSTAFeaturesResponse', '<makeCall/><answerCall/><snapshotDevice/><consultationCall/>'),
        );
      case 'MonitorStart':
        return answered(xml('MonitorStartResponse', `<monitorCrossRefID>${CROSS_REF}</monitorCrossRefID>`));
      case 'SnapshotDevice':
        return answered(snapshot(...this.calls));
      case 'SnapshotCall':
        return answered(xml('CSTAErrorCode', '<operation>serviceNotSupported</operation>'));
      default:
        return answered(xml(`${name}Response`, ''));
    }
  }
}

const after = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

let phone: Phone;
let csta: StandingCsta;
let told: LineEvent[];
let dropped: number;
/** Where the phone is; null while it is not to be asked. */
let where: string | null;

beforeEach(() => {
  vi.useFakeTimers();
  phone = new Phone();
  told = [];
  dropped = 0;
  where = OWN;
  csta = new StandingCsta({
    link: phone,
    phone: () => where,
    device: OWN,
    own: ['1501'],
    deadline: 1_000,
    emit: (event) => void told.push(event),
    onDropped: () => {
      dropped += 1;
    },
  });
});
afterEach(async () => {
  await Promise.all([csta.stop(), vi.advanceTimersByTimeAsync(2_000)]);
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

async function found(): Promise<void> {
  csta.phoneFound();
  await vi.advanceTimersByTimeAsync(10);
}
const services = () => told.filter((each) => each.type === 'csta').map((each) => each.services);
const reports = () => told.filter((each) => each.type === 'connections').map((each) => each.report);
const shown = () =>
  reports().map(({ full, connections }) => [full, ...connections.map(({ key, state }) => `${key} ${state}`)]);

describe('a session', () => {
  test('is opened in order, and told once the connections are known', async () => {
    phone.calls = [['1', 'alerting']];
    await found();
    expect(phone.heard).toEqual([
      'INVITE',
      'GetCSTAFeatures',
      'MonitorStart',
      'SnapshotDevice',
      'SnapshotCall',
    ]);
    expect(services()).toEqual([['MakeCall', 'AnswerCall', 'ConsultationCall', 'SnapshotDevice']]);
    expect(shown()).toEqual([[true, '1 ringing']]);
    expect([...phone.editions]).toEqual([5]);
  });

  test('is left with MonitorStop and BYE, and nothing is told any more', async () => {
    await found();
    const before = told.length;
    await Promise.all([csta.stop(), vi.advanceTimersByTimeAsync(100)]);
    expect(phone.heard.slice(-2)).toEqual(['MonitorStop', 'BYE']);
    phone.tell(delivered('1', '0611'));
    expect(told).toHaveLength(before);
  });

  test('is left within a second though the phone is silent, whatever it was doing', async () => {
    await found();
    phone.answers.set('MonitorStop', null);
    const started = Date.now();
    const stopped = csta.stop();
    await vi.advanceTimersByTimeAsync(1_000);
    await stopped;
    expect(Date.now() - started).toBeLessThanOrEqual(1_000);
    expect(phone.heard.at(-1)).toBe('BYE');
  });

  test('that opens after the watch has ended is left at once', async () => {
    phone.answers.set('GetCSTAFeatures', null);
    csta.phoneFound();
    await vi.advanceTimersByTimeAsync(10);
    const stopped = csta.stop();
    await vi.advanceTimersByTimeAsync(3_000);
    await stopped;
    expect(phone.heard.at(-1)).toBe('BYE');
    expect(services()).toEqual([]);
  });

  test('takes events that overtake the answer to MonitorStart', async () => {
    phone.calls = [['1', 'alerting']];
    phone.onRequest = (name) => {
      if (name === 'MonitorStart') phone.tell(delivered('1', '0611'));
    };
    await found();
    expect(phone.heard).not.toContain('SnapshotCall');
    expect(reports()).toMatchObject([{ full: true, connections: [{ party: { number: '0611' } }] }]);
  });
});

describe('a phone that tells late of itself', () => {
  test('is asked then, and not again once it refused or while it is asked', async () => {
    where = null;
    await found();
    expect(phone.heard).toEqual([]);
    where = OWN;
    phone.invite = 415;
    csta.phoneAnswered();
    csta.phoneAnswered();
    await vi.advanceTimersByTimeAsync(10);
    csta.phoneAnswered();
    await vi.advanceTimersByTimeAsync(10);
    expect(phone.heard).toEqual(['INVITE']);
  });

  test('does not shorten the pause before it is asked again', async () => {
    phone.invite = 480;
    await found();
    await vi.advanceTimersByTimeAsync(10);
    const before = phone.heard.length;
    csta.phoneAnswered();
    await vi.advanceTimersByTimeAsync(500);
    expect(phone.heard).toHaveLength(before);
  });
});

describe('a phone that has none', () => {
  test.each([415, 488, 405, 501, 500, 486, 603, 180])(
    'and answers %i is asked once, and anew when it registers',
    async (code) => {
      phone.invite = code;
      await found();
      await vi.advanceTimersByTimeAsync(300_000);
      expect(phone.heard).toEqual(['INVITE']);
      expect(services()).toEqual([null]);
      phone.state.set({ kind: 'connecting', attempt: 1 });
      phone.state.set({ kind: 'up', server: 'wss://sip.example' });
      await vi.advanceTimersByTimeAsync(10);
      expect(phone.heard).toEqual(['INVITE']);
      phone.invite = 200;
      await found();
      expect(services().at(-1)).not.toBeNull();
    },
  );

  test('and is silent is asked three times, with pauses', async () => {
    phone.invite = null;
    await found();
    await vi.advanceTimersByTimeAsync(300_000);
    expect(phone.heard).toEqual(['INVITE', 'INVITE', 'INVITE']);
  });

  test('and picks up is left at once', async () => {
    phone.openInfoDialog = async () => ({
      ok: true,
      answer: answered('v=0'),
      dialog: { info: async () => answered(''), end: () => void phone.heard.push('BYE') },
    });
    await found();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(phone.heard).toEqual(['BYE']);
  });
});

describe('a session that is lost', () => {
  test('by the link is told, and opened again with the link', async () => {
    await found();
    phone.state.set({ kind: 'connecting', attempt: 1 });
    expect(services().at(-1)).toBeNull();
    phone.calls = [['2', 'alerting']];
    phone.state.set({ kind: 'up', server: 'wss://sip.example' });
    await vi.advanceTimersByTimeAsync(10);
    expect(services().at(-1)).not.toBeNull();
    expect(shown().at(-1)).toEqual([true, '2 ringing']);
  });

  test.each(['BYE', 'MonitorStop', 'silence', '481'])(
    'by %s is told, and asked for again and again',
    async (way) => {
      await found();
      phone.invite = 480;
      if (way === 'BYE') phone.opened?.onEnd();
      if (way === 'MonitorStop')
        phone.tell(xml('MonitorStop', `<monitorCrossRefID>${CROSS_REF}</monitorCrossRefID>`));
      if (way === 'silence') phone.answers.set('SnapshotDevice', null);
      if (way === '481') phone.answers.set('SnapshotDevice', answered('', 481));
      await vi.advanceTimersByTimeAsync(12_000);
      expect(services().at(-1)).toBeNull();
      expect(await csta.request({ service: 'MakeCall', number: '18' })).toMatchObject({
        failure: { code: 'Phone_CannotAct' },
      });
      await vi.advanceTimersByTimeAsync(200_000);
      const asked = phone.heard.filter((each) => each === 'INVITE').length;
      expect(asked).toBeGreaterThan(5);
      expect(asked).toBeLessThan(15);
      phone.answers.clear();
      phone.invite = 200;
      await vi.advanceTimersByTimeAsync(60_000);
      expect(services().at(-1)).not.toBeNull();
    },
  );
});

describe('what comes by INFO', () => {
  test('tells the connections as they change', async () => {
    await found();
    expect(phone.tell(delivered('1', '0611'))).toBe(200);
    expect(phone.tell(established('1', '0611'))).toBe(200);
    expect(shown().slice(1)).toEqual([
      [false, '1 ringing'],
      [false, '1 connected'],
    ]);
    expect(dropped).toBe(0);
  });

  test.each([
    [
      'of another monitor',
      event('DeliveredEvent', '', 'other').replace(
        '<monitor',
        '<connection><callID>1</callID></connection><monitor',
      ),
      CSTA,
      403,
    ],
    ['that is no XML', 'BEGIN', CSTA, 400],
    ['that is too long', 'x'.repeat(100_000), CSTA, 400],
    ['of another type', delivered('1', '0611'), 'application/dtmf-relay', 415],
  ])('and is %s is refused and counted, and a snapshot asked for', async (_what, content, type, code) => {
    await found();
    const before = phone.heard.length;
    expect(phone.tell(content, 0, type)).toBe(code);
    expect(dropped).toBe(1);
    await vi.advanceTimersByTimeAsync(10);
    expect(phone.heard.slice(before)).toEqual(['SnapshotDevice']);
    expect(shown()).toEqual([[true], [true]]);
  });

  test('after a gap is followed by a snapshot; a flood of gaps by few', async () => {
    await found();
    phone.calls = [['2', 'alerting']];
    phone.tell(delivered('1', '0611'), 0);
    const before = phone.heard.length;
    for (let n = 0; n < 500; n += 1) phone.tell(established('1', '0611'), 1);
    await vi.advanceTimersByTimeAsync(9_000);
    const snapshots = phone.heard.slice(before).filter((each) => each === 'SnapshotDevice').length;
    expect(snapshots).toBeGreaterThan(0);
    expect(snapshots).toBeLessThan(4);
    expect(shown().at(-1)).toEqual([true, '1 ended', '2 ringing']);
  });
});

describe('snapshots', () => {
  test('are asked for again when something was missed while one was on its way', async () => {
    await found();
    phone.tell(delivered('2', '0622'));
    const before = phone.heard.length;
    phone.onRequest = (name) => {
      if (name !== 'SnapshotDevice') return;
      phone.onRequest = () => undefined;
      // What it answers was true before this event was lost.
      phone.tell(delivered('1', '0611'), 1);
    };
    phone.tell(established('2', '0622'), 1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(phone.heard.slice(before)).toEqual(['SnapshotDevice', 'SnapshotDevice']);
  });

  test('that tell nothing new are not told', async () => {
    phone.calls = [['1', 'alerting']];
    await found();
    const before = reports().length;
    await vi.advanceTimersByTimeAsync(35_000);
    expect(phone.heard.filter((each) => each === 'SnapshotDevice').length).toBeGreaterThan(3);
    expect(reports()).toHaveLength(before);
    phone.calls = [];
    await vi.advanceTimersByTimeAsync(10_000);
    expect(shown().at(-1)).toEqual([true, '1 ended']);
  });
});

describe('a request', () => {
  test('succeeds on the answer, and asks what came of it when no event follows', async () => {
    phone.calls = [['1', 'alerting']];
    await found();
    const before = phone.heard.length;
    expect(await csta.request({ service: 'AnswerCall', key: '1' })).toMatchObject({ ok: true });
    phone.calls = [['1', 'connected', 'connected']];
    await vi.advanceTimersByTimeAsync(2_000);
    expect(phone.heard.slice(before)).toEqual(['AnswerCall', 'SnapshotDevice']);
    expect(shown().at(-1)).toEqual([true, '1 connected']);
  });

  test('that is refused, not answered, or about nothing fails by name', async () => {
    phone.calls = [['1', 'alerting']];
    await found();
    const code = async (answer: SipResponse | null) => {
      phone.answers.set('AnswerCall', answer);
      const asked = csta.request({ service: 'AnswerCall', key: '1' });
      await vi.advanceTimersByTimeAsync(1_100);
      const result = await asked;
      return result.ok ? 'ok' : result.failure;
    };
    const error = (value: string) => xml('CSTAErrorCode', `<operation>${value}</operation>`);
    expect(await code(answered(error('invalidConnectionState')))).toEqual({ code: 'Phone_CallGone' });
    expect(await code(answered(error('resourceBusy'), 500))).toEqual({
      code: 'Phone_ActionRefused',
      parameters: { code: 'resourceBusy' },
    });
    expect(await code(answered('', 603))).toEqual({ code: 'Phone_ActionRefused', parameters: { code: 603 } });
    expect(await code(answered('', 503))).toEqual({ code: 'Phone_LinkDown' });
    expect(await code(null)).toEqual({ code: 'Phone_NotConfirmed' });
    expect(await code(answered('<broken'))).toMatchObject({ code: 'Phone_ActionRefused' });
    expect(await code(answered(''))).toBe('ok');
    expect(await csta.request({ service: 'AnswerCall', key: '9' })).toMatchObject({
      failure: { code: 'Phone_CallGone' },
    });
    expect(await csta.request({ service: 'HoldCall', key: '1' })).toMatchObject({
      failure: { code: 'Phone_CannotAct' },
    });
  });
});

describe('a phone of few words', () => {
  test('that tells no features is taken for the basic profile, and asked for the rest', async () => {
    phone.answers.set('GetCSTAFeatures', answered(xml('CSTAErrorCode', '<unspecified/>')));
    phone.answers.set(
      'GetDoNotDisturb',
      answered(xml('GetDoNotDisturbResponse', '<doNotDisturbOn>true</doNotDisturbOn>')),
    );
    await found();
    expect(services().at(-1)).toEqual(
      expect.arrayContaining(['HoldCall', 'SetDoNotDisturb', 'SnapshotDevice']),
    );
    expect(services().at(-1)).not.toContain('ConferenceCall');
    expect(told).toContainEqual({ type: 'do-not-disturb', on: true });
  });

  test('that gives no snapshot says so, is believed as it tells, and is proved alive otherwise', async () => {
    phone.answers.set('SnapshotDevice', answered('', 501));
    await found();
    expect(services().at(-1)).toEqual(['MakeCall', 'AnswerCall', 'ConsultationCall']);
    expect(reports()).toEqual([]);
    phone.tell(delivered('1', '0611'));
    phone.tell(
      event(
        'ConnectionClearedEvent',
        `<droppedConnection><callID>1</callID><deviceID>${OWN}</deviceID></droppedConnection><localConnectionInfo>null</localConnectionInfo>`,
      ),
    );
    phone.tell(delivered('1', '0622'));
    expect(shown()).toEqual([
      [false, '1 ringing'],
      [false, '1 ended'],
      [false, '1~2 ringing'],
    ]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(phone.heard.at(-1)).toBe('RequestSystemStatus');
  });
});
