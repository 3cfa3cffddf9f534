export { type Asker, ask, catalogueOf, type MessageTexts, messageOf } from './catalogue.ts';
export type { Answers, RequestField, ServiceRequest } from './rules/request.ts';
