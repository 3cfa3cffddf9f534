/**
 * SIP.js's grammar so that it decodes its table once, and not anew for each header that it reads: a message takes a
 * tenth of the time. `code` is `sip.js/lib/grammar/pegjs/dist/grammar.js`, changed as the application is built; throws
 * where it is not the one that is known.
 */
export function decodeGrammarOnce(code: string): string {
  const decoder = /\n {4}function peg\$decode\(s\) \{\n.*\n {4}\}/.exec(code)?.[0];
  const table = /\n {4}const peg\$bytecode = \[\n(?: {8}peg\$decode\(.*\n)+ {4}\];/.exec(code)?.[0];
  if (!decoder || !table)
    throw new Error('this grammar of SIP.js is not known: see whether it is still slow');
  // By functions: what takes their place has dollars in it.
  return `${code.replace(decoder, () => '').replace(table, () => '')}${decoder}${table}\n`;
}
