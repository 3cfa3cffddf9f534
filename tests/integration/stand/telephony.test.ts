import { Subscriber, SubscriptionState, UserAgent } from 'sip.js';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { waitFor } from '../../stand/process.ts';
import {
  SHORT_REGISTRATION_SECONDS,
  startTelephonyStand,
  type TelephonyStand,
} from '../../stand/telephony/index.ts';
import { sdp } from '../../stand/telephony/sdp.ts';
import { startWatcher, type Watcher } from '../../stand/telephony/watcher.ts';

const RECOVERY_MS = 10_000;

let stand: TelephonyStand;
let watcher: Watcher;

const watch = (): Promise<Watcher> => startWatcher(stand.wsUrl, stand.domain, stand.numbers.watcher);

beforeAll(async () => {
  stand = await startTelephonyStand();
  watcher = await watch();
});

afterAll(async () => {
  await watcher?.close();
  await stand?.stop();
});

/** The states of one call in the order in which they were told, without repetitions. */
function states(documents: readonly string[], callId?: string): string[] {
  const told = documents
    .flatMap((document) => document.match(/<dialog .*?<\/dialog>/gs) ?? [])
    .filter((dialog) => callId === undefined || dialog.includes(`call-id="${callId}"`))
    .map((dialog) => /<state>(\w+)<\/state>/.exec(dialog)?.[1] ?? '');
  return told.filter((state, index) => state !== told[index - 1]);
}

const lastState = (state: string) => (document: string) => document.includes(`<state>${state}</state>`);

describe('the exchange with two real phones', () => {
  test('tells a watcher how a call rings, is answered and ends', async () => {
    const { baresip, linphone } = stand.phones;
    const subscription = await watcher.subscribe('dialog', baresip.number);

    await linphone.dial(baresip.number);
    await baresip.until('ringing');
    const early = await subscription.document(lastState('early'));
    expect(early).toMatch(/direction="recipient"/);
    expect(early).toContain(`sip:${linphone.number}@${stand.domain}`);

    await baresip.answer();
    await subscription.document(lastState('confirmed'));
    await linphone.until('talking');

    await baresip.hangup();
    await subscription.document(lastState('terminated'));
    await linphone.until('idle');
    expect(states(subscription.documents)).toEqual(['early', 'confirmed', 'terminated']);
  });

  test('lets both phones hold and resume', async () => {
    const { baresip, linphone } = stand.phones;
    await baresip.dial(linphone.number);
    await linphone.until('ringing');
    await linphone.answer();
    await baresip.until('talking');
    for (const phone of [linphone, baresip]) {
      await phone.hold();
      await phone.until('held');
      await phone.resume();
      await phone.until('talking');
    }
    await linphone.hangup();
    await baresip.until('idle');
  });

  test('lets both phones transfer', async () => {
    const { baresip, linphone } = stand.phones;
    const target = await stand.caller('0499887700');
    await target.register();
    for (const [phone, other] of [
      [baresip, linphone],
      [linphone, baresip],
    ] as const) {
      await phone.dial(other.number);
      await other.until('ringing');
      await other.answer();
      await phone.until('talking');
      await phone.transfer(target.number);
      const call = await target.nextCall();
      expect(call.remote).toContain(other.number);
      call.answer();
      await phone.until('idle');
      expect(other.state()).toBe('talking');
      await other.hangup();
      await call.until('ended');
    }
  });

  test('names the device behind a number', async () => {
    for (const phone of [stand.phones.baresip, stand.phones.linphone]) {
      const subscription = await watcher.subscribe('reg', phone.number);
      const document = await subscription.document((text) => text.includes('<contact'));
      expect(document).toMatch(/state="active"/);
      expect(document).toMatch(/<uri>sip:.*127\.0\.0\.1/);
      expect(document).toMatch(phone.userAgent);
    }
  });

  test('refuses a number that does not exist', async () => {
    await expect(watcher.subscribe('dialog', '1999')).rejects.toThrow('404');
    const party = await stand.caller('0611223344');
    const call = party.call('1999');
    await call.until('ended');
    expect(call.finalStatus).toBe(404);
  });
});

describe('scripted parties', () => {
  test('twenty callers come and go at a desk phone', async () => {
    const { baresip } = stand.phones;
    const subscription = await watcher.subscribe('dialog', baresip.number);
    const told = (callId: string): string[] => states(subscription.documents, callId);
    const started = Date.now();
    for (let index = 0; index < 20; index += 1) {
      const party = await stand.caller(`06000000${index + 10}`, `Appelant ${index}`);
      const call = party.call(baresip.number);
      await call.until('ringing');
      if (index % 2 === 0) {
        await baresip.answer();
        await call.until('talking');
      }
      call.hangup();
      await call.until('ended');
      await subscription.document(
        (text) => text.includes(call.callId) && told(call.callId).includes('terminated'),
      );
      expect(told(call.callId)).toEqual(
        index % 2 === 0 ? ['early', 'confirmed', 'terminated'] : ['early', 'terminated'],
      );
      await party.close();
    }
    console.info(`twenty calls in ${Date.now() - started} ms`);
  });

  test('answers as a phone does', async () => {
    const { linphone } = stand.phones;
    const party = await stand.caller('0499887766', 'Centre hospitalier');
    await party.register();
    await linphone.dial(party.number);
    const call = await party.nextCall();
    expect(call.remote).toContain(linphone.number);
    call.answer();
    await linphone.until('talking');
    await linphone.hangup();
    await call.until('ended');
  });
});

describe('a library client over WebSocket', () => {
  let agent: UserAgent;

  const uri = (number: string) => {
    const made = UserAgent.makeURI(`sip:${number}@${stand.domain}`);
    if (made === undefined) throw new Error(`no address: ${number}`);
    return made;
  };

  beforeAll(async () => {
    agent = new UserAgent({
      uri: uri(stand.numbers.watcher),
      transportOptions: { server: stand.wsUrl },
      logLevel: 'error',
    });
    await agent.start();
  });

  afterAll(() => agent?.stop());

  test('renews and ends its subscription', async () => {
    const subscriber = new Subscriber(agent, uri(stand.numbers.baresip), 'dialog');
    let notifications = 0;
    subscriber.delegate = {
      onNotify: (notification) => {
        notifications += 1;
        void notification.accept();
      },
    };
    const told = (least: number) =>
      waitFor(() => notifications >= least, { timeoutMs: 5_000, what: `${least} notifications` });

    await subscriber.subscribe();
    await told(1);
    const before = notifications;
    await subscriber.subscribe();
    await told(before + 1);
    expect(subscriber.state).toBe(SubscriptionState.Subscribed);
    await subscriber.unsubscribe();
    await waitFor(() => subscriber.state === SubscriptionState.Terminated, {
      timeoutMs: 5_000,
      what: 'the end of the subscription',
    });
  });

  // Neither phone heeds the hints of auto-answer (Call-Info, Alert-Info, Answer-Mode): a hand has to lift it.
  test('makes a desk phone dial: a call to it, REFER to the number, BYE', async () => {
    const { baresip, linphone } = stand.phones;
    const core = agent.userAgentCore;
    const desk = uri(baresip.number);
    const contact = `Contact: ${agent.contact.toString()}`;
    const invite = core.makeOutgoingRequestMessage(
      'INVITE',
      desk,
      agent.configuration.uri,
      desk,
      {},
      [contact],
      {
        contentDisposition: 'session',
        contentType: 'application/sdp',
        content: sdp(''),
      },
    );
    let referred = 0;
    core.invite(invite, {
      onAccept: ({ ack, session }) => {
        ack();
        session.delegate = {
          onNotify: (notify) => {
            notify.accept();
            if (notify.message.body.startsWith('SIP/2.0 200')) session.bye();
          },
        };
        const extraHeaders = [`Refer-To: <${uri(linphone.number)}>`, contact];
        session.refer(
          {
            onAccept: ({ message }) => {
              referred = message.statusCode ?? 0;
            },
          },
          { extraHeaders },
        );
      },
    });
    await baresip.until('ringing');
    await baresip.answer();
    await linphone.until('ringing');
    expect(referred).toBe(202);
    await linphone.answer();
    await baresip.until('talking');
    await linphone.hangup();
    await baresip.until('idle');
  });
});

describe('when the exchange dies', () => {
  test('phones and watchers are back within ten seconds', async () => {
    const dying = await startTelephonyStand({ registrationSeconds: SHORT_REGISTRATION_SECONDS });
    onTestFinished(() => dying.stop());
    const { baresip, linphone } = dying.phones;
    const before = await startWatcher(dying.wsUrl, dying.domain, dying.numbers.watcher);
    await dying.kamailio.kill9();
    await before.closed;
    const started = Date.now();
    await dying.kamailio.restart();
    await dying.phonesRegistered(RECOVERY_MS);
    const elapsed = Date.now() - started;
    console.info(`registered again after ${elapsed} ms`);
    expect(elapsed).toBeLessThan(RECOVERY_MS);

    const after = await startWatcher(dying.wsUrl, dying.domain, dying.numbers.watcher);
    onTestFinished(() => after.close());
    expect(await after.heartbeat()).toBe(200);
    const subscription = await after.subscribe('dialog', baresip.number);
    await linphone.dial(baresip.number);
    await subscription.document(lastState('early'));
    await linphone.hangup();
    await subscription.document(lastState('terminated'));
  });
});

describe('with authentication', () => {
  test('only those who know the password are one of its numbers', async () => {
    const guarded = await startTelephonyStand({ authentication: true });
    const stranger = await startWatcher(guarded.wsUrl, guarded.domain, guarded.numbers.watcher);
    try {
      const { baresip, linphone } = guarded.phones;
      await linphone.dial(baresip.number);
      await baresip.until('ringing');
      await linphone.hangup();
      await baresip.until('idle');
      await expect(stranger.subscribe('dialog', baresip.number)).rejects.toThrow('407');
    } finally {
      await stranger.close();
      await guarded.stop();
    }
  });
});
