import { spawn } from 'node:child_process';
import { delimiter } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { Failure } from './failure.mjs';

const HEAD_LINES = 6;
const TAIL_LINES = 10;

/**
 * What a tool said, short enough to read: some tools name the cause first, others
 * last. Their own stacks tell a person nothing.
 */
export function excerpt(text, head = HEAD_LINES, tail = TAIL_LINES) {
  const lines = stripVTControlCharacters(text)
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^\s+at /.test(line));
  if (lines.length <= head + tail) return lines.join('\n');
  return [...lines.slice(0, head), '…', ...lines.slice(-tail)].join('\n');
}

/** Runs a command to its end; resolves to its exit code and whatever it wrote. */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    const collect = (data) => {
      output += data;
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.on('error', (error) => resolve({ code: 127, output: `${command}: ${error.message}` }));
    child.on('close', (code, signal) => resolve({ code: code ?? 1, output, signal }));
  });
}

/** As `run`, but a non-zero exit is a failure that carries what the tool said. */
export async function mustRun(command, args, { remedy, ...options }) {
  const { code, output } = await run(command, args, options);
  if (code === 0) return output;
  throw new Failure(`${[command, ...args].join(' ')} (exit code ${code})\n${excerpt(output)}`, remedy);
}

/** Runs a command on this terminal; resolves to its exit code. */
export async function runHere(command, args, options = {}) {
  const { code, output } = await run(command, args, { stdio: 'inherit', ...options });
  if (code === 127 && output) process.stderr.write(`${output}\n`);
  return code;
}

const onWindows = process.platform === 'win32';

/** How npm is spawned: on Windows it is a batch file, which only a shell runs. */
export const npm = { command: onWindows ? 'npm.cmd' : 'npm', options: { shell: onWindows } };

/**
 * The environment without the checkout's own programs on the path: an install
 * replaces them, the pinned Node included, while it runs.
 */
export function withoutLocalPrograms(env = process.env) {
  const path = (env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !/node_modules[\\/]\.bin$/.test(folder))
    .join(delimiter);
  return { ...env, PATH: path };
}
