export { catalogue, type FailureCode, type FailureText } from './catalogue.ts';
export { type Failure, type FailureParameters, fail, ok, type Result } from './result.ts';
