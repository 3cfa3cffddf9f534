import { parseArgs } from 'node:util';
import texts from '../../resources/fr/prerequisites/command.json' with { type: 'json' };
import { chooseConfiguration } from '../choose-configuration.ts';
import { dialledFor } from '../dialling/site-rules.ts';
import { type CardProcess, startCardProcess } from '../identity/card/card-process.ts';
import type { CardChannel } from '../identity/card/channel.ts';
import { inspecting } from '../prerequisites/adapters/inspect-card.ts';
import { thisMachine } from '../prerequisites/adapters/machine.ts';
import {
  type Check,
  changeLines,
  createChecks,
  type Desktop,
  fileHistory,
  type Report,
  type RouteOf,
  reportOf,
  runChecks,
  textReport,
  withNeeds,
} from '../prerequisites/index.ts';
import { readPolicy } from '../settings/configuration-policy.ts';
import { prerequisitesSchema } from '../settings/schemas/prerequisites.ts';

/** What the program that is run gives its command line. */
export interface CommandParts {
  /** Where the program writes. */
  readonly folder: string;
  readonly version: string;
  /** Null without a window system. */
  readonly desktop: Desktop | null;
  readonly routeOf: RouteOf;
  readonly spawnCard: () => CardChannel;
}

/** As a shell has it: all is well, something to watch, something failed or the command is no such command. */
export type ExitStatus = 0 | 1 | 2;

interface Asked {
  readonly json: boolean;
  readonly list: boolean;
  readonly only: readonly string[];
  readonly config: string | null;
}

/**
 * `--json`: the report for programs; `--list`: the checks and what they need; `--only ID`, as often as wanted: these
 * alone, with what they need. Writes to the standard output; resolves to the exit status once all is written.
 */
export async function runCheckCommand(argv: readonly string[], parts: CommandParts): Promise<ExitStatus> {
  // A resolver that does not answer holds the end of a program up: twice five seconds a server where it is glibc's.
  process.env.RES_OPTIONS ??= 'timeout:2 attempts:1';
  const asked = readCommand(argv);
  const configuration = chooseConfiguration(asked.config, readPolicy());
  const inTraining = configuration.ok && configuration.value.environment === 'formation';
  const modules =
    configuration.ok && configuration.value.environment === 'production'
      ? configuration.value.card.modules
      : [];
  const reader = new Lazy<CardProcess>(() =>
    startCardProcess({ spawn: parts.spawnCard, backend: { kind: 'pkcs11', modules } }),
  );
  try {
    const checks = createChecks({
      ...parts,
      configuration,
      defaults: prerequisitesSchema.parse({}).thresholds,
      machine: thisMachine(),
      policy: readPolicy,
      inspectCard: inTraining ? null : inspecting(() => reader.get()),
      phone: () => null,
      canDial: (number) => !configuration.ok || dialledFor(number, configuration.value.dialling).ok,
    });
    if (asked.list) return await list(checks, asked.json);
    const unknown = asked.only.filter((id) => !checks.some((check) => check.id === id));
    if (unknown.length > 0) {
      await write(process.stderr, `${texts.unknown.replace('{ids}', unknown.join(', '))}\n`);
      return 2;
    }
    const chosen = asked.only.length === 0 ? checks : withNeeds(checks, asked.only);
    const date = new Date();
    const results = await runChecks(chosen, { report: (id, error) => console.error(id, error) });
    const report = reportOf(results, {
      version: parts.version,
      environment: configuration.ok ? configuration.value.label : texts.unreadable,
      site: configuration.ok ? configuration.value.site : texts.unreadable,
      date,
      complete: asked.only.length === 0,
    });
    const previous = report.complete ? await fileHistory(parts.folder, () => undefined).add(report) : null;
    const changes = previous ? changeLines(previous, report) : [];
    await write(
      process.stdout,
      asked.json ? `${JSON.stringify(report, null, 2)}\n` : textReport(report, { changes }),
    );
    return statusOf(report, asked.only);
  } finally {
    reader.existing?.stop();
  }
}

class Lazy<T> {
  existing: T | null = null;
  readonly #make: () => T;
  constructor(make: () => T) {
    this.#make = make;
  }
  get(): T {
    this.existing ??= this.#make();
    return this.existing;
  }
}

/** Of the checks that were asked for; one that could not be run because of another failed. */
function statusOf({ checks }: Report, only: readonly string[]): ExitStatus {
  const asked = checks.filter(({ id }) => only.length === 0 || only.includes(id));
  if (asked.some(({ verdict, blockedBy }) => verdict === 'failure' || blockedBy !== undefined)) return 2;
  return asked.some(({ verdict }) => verdict === 'warning') ? 1 : 0;
}

async function list(checks: readonly Check[], json: boolean): Promise<ExitStatus> {
  const listed = checks.map(({ id, group, title, needs }) => ({ id, group, title, needs }));
  const width = Math.max(...listed.map(({ id }) => id.length));
  const lines = listed.map(({ id, title }) => `${id.padEnd(width)}  ${title}`);
  await write(process.stdout, `${json ? JSON.stringify(listed, null, 2) : lines.join('\n')}\n`);
  return 0;
}

/** Switches of the runtime are left alone. */
function readCommand(argv: readonly string[]): Asked {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      check: { type: 'boolean' },
      json: { type: 'boolean' },
      list: { type: 'boolean' },
      only: { type: 'string', multiple: true },
      config: { type: 'string' },
      'user-data-dir': { type: 'string' },
    },
    strict: false,
  });
  const only = Array.isArray(values.only) ? values.only : [];
  return {
    json: values.json === true,
    list: values.list === true,
    only: only.filter((id) => typeof id === 'string'),
    config: typeof values.config === 'string' && values.config !== '' ? values.config : null,
  };
}

function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve) => {
    // A reader that has gone, as with `| head`, is no failure of the check.
    stream.once('error', () => resolve());
    stream.write(text, () => resolve());
  });
}
