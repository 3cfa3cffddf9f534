import { parseArgs } from 'node:util';

export interface CommandLine {
  readonly configFile: string | null;
  readonly userDataDirectory: string | null;
  /** Whether the workstation is only to be verified (`--check`). */
  readonly check: boolean;
  /** A link to a number that the system hands over: `tel:`, `callto:`, `sip:`. Not judged yet. */
  readonly link: string | null;
}

const numberLink = /^(tel|callto|sips?):/i;

/** Reads the product's own options; Chromium's switches and the runtime's application path are left alone. */
export function readCommandLine(argv: readonly string[]): CommandLine {
  const { values, positionals } = parseArgs({
    args: [...argv],
    options: {
      config: { type: 'string' },
      'user-data-dir': { type: 'string' },
      check: { type: 'boolean' },
    },
    strict: false,
  });
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);
  return {
    configFile: text(values.config),
    userDataDirectory: text(values['user-data-dir']),
    check: values.check === true,
    link: positionals.find((argument) => numberLink.test(argument)) ?? null,
  };
}
