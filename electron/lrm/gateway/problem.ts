import { catalogue, type Failure, type FailureCode } from '../../failures/index.ts';

/** A refusal as it is answered (RFC 9457): French title and detail for the operator, code for the program. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: FailureCode;
}

/** Statuses that say more than « the station cannot do that now » (409). */
const statuses: Readonly<Partial<Record<FailureCode, number>>> = {
  Lrm_Malformed: 400,
  Lrm_TokenWrong: 401,
  Lrm_OriginRefused: 403,
  Lrm_UnknownPath: 404,
  Lrm_CallUnknown: 404,
  Lrm_MethodNotAllowed: 405,
  Lrm_TooLate: 408,
  Lrm_TooLarge: 413,
  Lrm_NotJson: 415,
  Lrm_TooMany: 429,
  Lrm_NotAnswering: 503,
  Request_NotYet: 503,
  Phone_NotConfirmed: 504,
  Dial_Forbidden: 422,
  Dial_AbroadForbidden: 422,
  Dial_RuleUnusable: 422,
};

export function problemOf({ code, parameters = {} }: Failure): Problem {
  const { title, cause, remedy } = catalogue[code];
  const fill = (text: string) =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) =>
      Object.hasOwn(parameters, name) ? String(parameters[name]) : whole,
    );
  return {
    type: `urn:bandeau:failure:${code}`,
    title: fill(title),
    status: statuses[code] ?? (code.startsWith('Number_') ? 422 : 409),
    detail: fill(`${cause} ${remedy}`),
    code,
  };
}
