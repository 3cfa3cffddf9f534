import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { waitFor } from './process.ts';
import { type StandState, serveSite, standFiles, standFolder, standStateSchema } from './serve.ts';

const UP_MS = 60_000;
const DOWN_MS = 20_000;
const LOG_TAIL_CHARACTERS = 2_000;

const usage = `npm run stand -- COMMAND
  up [--telephony exchange|simulated|none] [--cards readers|tokens|none] [--no-identity]
                    starts a site of real peers in the background
  insert 1|2        puts the card of the first or the second person in their reader, the other out
  remove            takes both cards out
  status            says what runs
  down              stops all`;

const optionsSchema = z.object({
  telephony: z.enum(['exchange', 'simulated', 'none']).default('exchange'),
  cards: z.enum(['readers', 'tokens', 'none']).default('readers'),
  identity: z.boolean().default(true),
});

async function run(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    allowNegative: true,
    options: { telephony: { type: 'string' }, cards: { type: 'string' }, identity: { type: 'boolean' } },
  });
  const [command = 'status', which] = positionals;
  switch (command) {
    case 'up':
      return up(args.filter((arg) => arg !== 'up'));
    case 'down':
      return down();
    case 'status':
      return status();
    case 'insert':
    case 'remove':
      return console.log(await order(which ? `${command} ${which}` : command));
    case 'serve':
      return serveSite(optionsSchema.parse(values));
    default:
      throw new Error(usage);
  }
}

async function up(options: readonly string[]): Promise<void> {
  if (runningPid() !== null) return status();
  mkdirSync(standFolder, { recursive: true });
  for (const file of [standFiles.state, standFiles.log]) rmSync(file, { force: true });
  const log = openSync(standFiles.log, 'a');
  const child = spawn(process.execPath, [import.meta.filename, 'serve', ...options], {
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  let over = false;
  child.once('exit', () => {
    over = true;
  });
  await waitFor(() => over || existsSync(standFiles.state), { timeoutMs: UP_MS, what: 'the stand' });
  if (over) {
    const said = readFileSync(standFiles.log, 'utf8').slice(-LOG_TAIL_CHARACTERS);
    throw new Error(`The stand did not start.\n${said}`);
  }
  child.unref();
  status();
}

async function down(): Promise<void> {
  const pid = runningPid();
  if (pid === null) return console.log('The stand does not run.');
  process.kill(pid, 'SIGTERM');
  try {
    await waitFor(() => runningPid() === null, { timeoutMs: DOWN_MS, what: 'the stand to end' });
  } catch (error) {
    // Its children end with it.
    process.kill(pid, 'SIGKILL');
    throw error;
  }
  console.log('The stand is down.');
}

function status(): void {
  const state = runningPid() === null ? null : readState();
  console.log(state ? describe(state) : 'The stand does not run.');
}

function describe(state: StandState): string {
  const configuration = relative(process.cwd(), standFiles.configuration);
  const environment = Object.entries(state.environment).map(([name, value]) => `${name}=${value} `);
  const lines = [
    `The stand runs (process ${state.pid}).`,
    ...state.parts.map(({ name, at }) => `  ${name}: ${at}`),
    ...state.people.map(
      ({ name, pin, hasCard }, index) => `  ${name}, PIN ${pin}${hasCard ? `: insert ${index + 1}` : ''}`,
    ),
    ...(state.numbers.length > 0 ? [`  unique numbers: ${state.numbers.join(', ')}`] : []),
    `Configuration: ${configuration}`,
    `The application on it: ${environment.join('')}npm start -- --config ${configuration}`,
  ];
  return lines.join('\n');
}

function order(line: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(standFiles.control, () => socket.write(`${line}\n`));
    socket.on('data', (chunk) => {
      answer += String(chunk);
    });
    socket.once('close', () => resolve(answer.trim()));
    socket.once('error', () => reject(new Error('The stand does not run.')));
  });
}

function readState(): StandState | null {
  if (!existsSync(standFiles.state)) return null;
  return standStateSchema.parse(JSON.parse(readFileSync(standFiles.state, 'utf8')));
}

/** The stand's process, or null; a number left over may by now be another program's. */
function runningPid(): number | null {
  try {
    const pid = Number(readFileSync(standFiles.pid, 'utf8').trim());
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(import.meta.filename) ? pid : null;
  } catch {
    return null;
  }
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
