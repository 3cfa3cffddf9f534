import { rmSync } from 'node:fs';
import { join, sep } from 'node:path';
import { npm, runHere } from './lib/command.mjs';
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

async function runStage({ name, script, report }) {
  const file = report && join(root, report);
  // A report of an earlier run must not be counted if this one ends without any.
  if (file) rmSync(file, { force: true });
  console.log(`\n── ${name} ──`);
  const since = performance.now();
  const code = await runHere(npm.command, ['run', '--silent', script], { ...npm.options, cwd: root });
  const written = file && readJson(file);
  const seconds = ((performance.now() - since) / 1000).toFixed(1);
  return { name, counts: countStage(code, written), failed: failedTests(written), seconds };
}

/** Runs every stage whatever the earlier ones gave, then says what failed and what came of each. */
async function runStages(chosen) {
  const results = [];
  for (const stage of chosen) results.push(await runStage(stage));
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
