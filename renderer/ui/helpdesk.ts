import { createContext, useContext } from 'react';
import type { Failure, FailureText } from '../../electron/failures/index.ts';
import { helpdeskPhone } from '../../resources/fr/shell.json';
import { failureText } from './failure-text.ts';

/** The number of the support, as configured for this site; the national one until main has told it. */
export const HelpdeskPhone = createContext(helpdeskPhone);

/** What a person reads of failures, with whom to call here. */
export function useFailureText(): (failure: Failure) => FailureText {
  const phone = useContext(HelpdeskPhone);
  return (failure) => failureText(failure, phone);
}
