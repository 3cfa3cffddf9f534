/** A failure a person can act upon: what went wrong, and what to do about it. */
export class Failure extends Error {
  /**
   * @param {string} cause
   * @param {string} remedy
   * @param {string} [title] the action that failed
   */
  constructor(cause, remedy, title) {
    super(cause);
    this.remedy = remedy;
    this.title = title;
  }
}

/** The failure as a person reads it. */
export function describeFailure(error, title = error.title ?? 'Unexpected error') {
  const cause = error instanceof Failure ? error.message : (error.stack ?? String(error));
  const remedy = error.remedy ?? 'This is a defect of the scripts: please report it.';
  const indent = (text) => text.trim().replaceAll('\n', '\n          ');
  return `\n${title} failed\n  Cause:  ${indent(cause)}\n  Remedy: ${indent(remedy)}\n`;
}

/** Runs a script's body; a failure is shown and becomes exit code 1. */
export async function runScript(body) {
  try {
    await body();
  } catch (error) {
    process.stderr.write(describeFailure(error));
    process.exitCode = 1;
  }
}
