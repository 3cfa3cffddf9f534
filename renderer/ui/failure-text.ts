import { catalogue, type Failure, type FailureText } from '../../electron/failures/index.ts';
import { formatHelpdeskPhone } from './phone-number.ts';
import { fill } from './text.ts';

/** What a person reads of a failure, with its parameters and the number of the support filled in. */
export function failureText({ code, parameters, left }: Failure, helpdeskPhone: string): FailureText {
  const { title, cause, remedy, retry } = catalogue[code];
  const values = { helpdesk: formatHelpdeskPhone(helpdeskPhone), ...parameters };
  const text = {
    title: fill(title, values),
    cause: fill(cause, values),
    remedy: fill(remedy, values),
    retry,
  };
  if (!left) return text;
  const first = failureText({ code: left }, helpdeskPhone);
  return { ...text, title: first.title, cause: `${first.cause} ${text.cause}` };
}
