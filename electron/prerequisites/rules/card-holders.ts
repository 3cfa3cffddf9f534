/** Programs that are known to keep a card for themselves, by the name under which a system lists them. */
const holders: Readonly<Record<string, string>> = {
  scdaemon: 'GnuPG (scdaemon)',
  galsvw32: 'GALSS (galsvw32)',
  diagcps: 'DiagCPS',
  'pcsc-relay': 'pcsc-relay',
  'opensc-tool': 'OpenSC (opensc-tool)',
  'pkcs15-tool': 'OpenSC (pkcs15-tool)',
};

/** Which of these programs may hold the card, as a person calls them; each once. */
export function cardHoldersAmong(programs: readonly string[]): readonly string[] {
  return [...new Set(programs.flatMap((name) => holders[name.toLowerCase()] ?? []))];
}
