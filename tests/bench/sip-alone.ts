import { Subscriber, UserAgent } from 'sip.js';

/**
 * The least that receives a call: SIP.js alone in Node, as it comes, watching one phone (`SERVER`, `PHONE` its
 * address of record). Tells its parent when the subscription stands, then the moment of each notification as SIP.js
 * hands it over (`process.hrtime`, ns: the same clock in all processes).
 */
const [server = '', phone = ''] = process.argv.slice(2);
const target = UserAgent.makeURI(phone);
if (!target) throw new Error('the phone has no address of record');
const agent = new UserAgent({
  uri: target,
  transportOptions: { server },
  logBuiltinEnabled: false,
});
await agent.start();
const subscriber = new Subscriber(agent, target, 'dialog', {
  extraHeaders: ['Accept: application/dialog-info+xml'],
});
subscriber.delegate = {
  onNotify: (notification) => {
    process.send?.({ at: String(process.hrtime.bigint()) });
    void notification.accept();
  },
};
await subscriber.subscribe();
process.once('disconnect', () => process.exit());
