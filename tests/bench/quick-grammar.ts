import { registerHooks } from 'node:module';
import { decodeGrammarOnce } from '../../electron/telephony/sip/grammar-at-build.ts';

/**
 * Preloaded: what the simulated exchange takes for a message counts as the application's time, so that its SIP.js is
 * the one that is built, and not the one that takes ten times as long.
 */
registerHooks({
  load: (url, context, next) => {
    const loaded = next(url, context);
    if (!/\/sip\.js\/lib\/grammar\/pegjs\/dist\/grammar\.js$/.test(url)) return loaded;
    const { source = '' } = loaded;
    return {
      ...loaded,
      source: decodeGrammarOnce(typeof source === 'string' ? source : new TextDecoder().decode(source)),
    };
  },
});
