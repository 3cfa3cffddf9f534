import { z } from 'zod';
import shipped from '../../../resources/fr/service-requests.json' with { type: 'json' };

const id = z.string().regex(/^[a-z0-9-]{1,60}$/, 'minuscules, chiffres et tirets attendus');
const line = z.string().min(1).max(200);
const paragraph = z.string().min(1).max(1_000);

const fieldSchema = z
  .strictObject({
    id: z.string().regex(/^[A-Za-z0-9-]{1,40}$/),
    label: line,
    hint: line.optional(),
    /** One line, several, or one of the options. */
    kind: z.enum(['line', 'text', 'choice']),
    options: z.array(line).max(50).default([]),
    required: z.boolean().default(false),
  })
  .refine(({ kind, options }) => (kind === 'choice') === options.length > 0, {
    path: ['options'],
    error: 'attendu avec « choice », et seulement avec lui',
  });

export const serviceRequestSchema = z
  .strictObject({
    id,
    title: z.string().min(1).max(80),
    description: paragraph,
    who: line,
    /** Roles that may ask; everybody where there is none. */
    roles: z.array(line).max(20).default([]),
    validator: line.nullable().default(null),
    /** The support is called, or a form goes to the desk. */
    channel: z.enum(['phone', 'form']),
    category: z.string().min(1).max(100).nullable().default(null),
    followUp: z.array(paragraph).max(10).default([]),
    haveReady: z.array(line).max(10).default([]),
    fields: z.array(fieldSchema).max(20).default([]),
  })
  .refine(({ channel, fields }) => channel === 'phone' || fields.length > 0, {
    path: ['fields'],
    error: 'au moins un champ attendu',
  });

const distinct = (requests: readonly { readonly id: string }[]) =>
  new Set(requests.map((request) => request.id)).size === requests.length;

/** Those of the programme (seed 000). */
export const shippedRequests = z.array(serviceRequestSchema).refine(distinct).parse(shipped.requests);

export const serviceRequestsSchema = z.strictObject({
  /** Of the site; one with the id of a shipped one takes its place. */
  own: z.array(serviceRequestSchema).max(50).refine(distinct, 'identifiants distincts attendus').default([]),
  /** Ids of shipped ones that are not offered. */
  withdrawn: z.array(id).max(50).default([]),
});
