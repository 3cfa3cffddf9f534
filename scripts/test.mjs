import { rmSync } from 'node:fs';
import { join, sep } from 'node:path';
import { npm, run, runHere } from './lib/command.mjs';
import { describeFailure, Failure } from './lib/failure.mjs';
import { readJson } from './lib/json.mjs';
import { root } from './lib/paths.mjs';
import {
  chooseStages,
  countStage,
  describeCounts,
  failedTests,
  neededSetup,
  stages,
  sumCounts,
  turnsOf,
} from './lib/stages.mjs';
import { setup } from './setup.mjs';

function choose(names) {
  try {
    return chooseStages(names);
  } catch (error) {
    const known = stages.map((stage) => stage.name).join(', ');
    throw new Failure(`no such stage: ${error.message}`, `name some of: ${known}`, 'Choosing the stages');
  }
}

/** Runs a command on this terminal, all at once when it is over: another one is writing there. */
async function runBeside(...command) {
  const { code, output } = await run(...command);
  return { code, say: () => process.stdout.write(output) };
}

async function runAlone(...command) {
  return { code: await runHere(...command), say: () => undefined };
}

async function runStage({ name, script, report }, how) {
  const file = report && join(root, report);
  // A report of an earlier run must not be counted if this one ends without any.
  if (file) rmSync(file, { force: true });
  const since = performance.now();
  const { code, say } = await how(npm.command, ['run', '--silent', script], { ...npm.options, cwd: root });
  const written = file && readJson(file);
  const seconds = ((performance.now() - since) / 1000).toFixed(1);
  return { name, say, counts: countStage(code, written), failed: failedTests(written), seconds };
}

/** Runs a stage, and beside it others, which are heard after it. */
async function runTurn([first, ...others]) {
  const beside = others.map((stage) => runStage(stage, runBeside));
  console.log(`\n── ${first.name} ──`);
  const results = [await runStage(first, runAlone)];
  for (const result of await Promise.all(beside)) {
    console.log(`\n── ${result.name} ──`);
    result.say();
    results.push(result);
  }
  return results;
}

/** Runs every stage whatever the earlier ones gave, then says what failed and what came of each. */
async function runStages(chosen) {
  const results = [];
  for (const turn of turnsOf(chosen)) results.push(...(await runTurn(turn)));
  console.log();
  // The last lines are what a reader of a long record sees.
  for (const { name, failed } of results) {
    for (const test of failed) console.log(`${name} failed: ${test.replace(`${root}${sep}`, '')}`);
  }
  for (const { name, counts, seconds } of results) {
    console.log(`${name.padEnd(12)} ${describeCounts(counts)} (${seconds} s)`);
  }
  return sumCounts(results.map((result) => result.counts));
}

async function test(names) {
  try {
    const chosen = choose(names);
    await setup(neededSetup(chosen));
    return await runStages(chosen);
  } catch (error) {
    process.stderr.write(describeFailure(error));
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

const total = await test(process.argv.slice(2));
console.log(describeCounts(total));
process.exitCode = total.failed > 0 ? 1 : 0;
