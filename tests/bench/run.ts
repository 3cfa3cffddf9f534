import { parseArgs } from 'node:util';
import { measureCall } from './call.ts';
import { measureCard } from './card.ts';
import { measureCheck } from './check.ts';
import { measureDirectory } from './directory.ts';
import { measureFaults } from './faults.ts';
import { measureLog } from './log.ts';
import { measureOutbox } from './outbox.ts';
import { measureRedaction } from './redaction.ts';
import { type Findings, jsonLine, table } from './report.ts';
import { measureSignIn } from './signin.ts';
import { measureSoak } from './soak.ts';
import { measureStartup } from './startup.ts';
import { measureSuggestions } from './suggestions.ts';
import { measureTickets } from './tickets.ts';

const benchmarks: Readonly<Record<string, () => Promise<Findings>>> = {
  startup: measureStartup,
  card: measureCard,
  call: measureCall,
  check: measureCheck,
  directory: measureDirectory,
  log: measureLog,
  signin: measureSignIn,
  faults: measureFaults,
  outbox: measureOutbox,
  redaction: measureRedaction,
  suggestions: measureSuggestions,
  tickets: measureTickets,
  soak: measureSoak,
};

/** `npm run bench -- NAME [--json]`: exit code 0 once measured, whatever the limits; 1 when it could not measure. */
async function run(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  });
  const [name = ''] = positionals;
  const measure = benchmarks[name];
  if (!measure || positionals.length > 1) {
    throw new Error(`npm run bench -- ${Object.keys(benchmarks).join('|')} [--json]`);
  }
  const findings = await measure();
  console.log(table(findings));
  if (values.json) console.log(jsonLine(findings));
}

try {
  await run();
} catch (error) {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  process.exitCode = 1;
}
