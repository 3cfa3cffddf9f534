import { catalogue, type Failure, type FailureText } from '../../electron/failures/index.ts';
import { fill } from './text.ts';

/** What a person reads of a failure, with its parameters filled in. */
export function failureText({ code, parameters }: Failure): FailureText {
  const { title, cause, remedy, retry } = catalogue[code];
  return {
    title: fill(title, parameters),
    cause: fill(cause, parameters),
    remedy: fill(remedy, parameters),
    retry,
  };
}
