import { z } from 'zod';
import seeds from '../../../resources/config/escalation.json' with { type: 'json' };
import { serviceRequestsSchema } from './service-requests.ts';
import { timeZoneSchema } from './time-zone.ts';

const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'heure attendue, comme 09:00');
const phone = z.string().regex(/^\+?[0-9*#][0-9 .*#-]{1,30}$/, 'numéro attendu');
const name = z.string().min(1).max(60);

const hoursSchema = z
  .strictObject({ days: z.array(z.enum(days)).min(1).max(7), from: time, to: time })
  .refine(({ from, to }) => from < to, { path: ['to'], error: 'heure après « from » attendue' });

const levelSchema = z
  .strictObject({
    name,
    /** For what: `major`, an incident that disturbs the critical work; `other`, the rest. */
    for: z
      .array(z.enum(['major', 'other']))
      .min(1)
      .max(2),
    /** In the hours, out of them, or always. */
    when: z.enum(['open', 'closed', 'always']),
    phone: phone.optional(),
    email: z.email().optional(),
  })
  .refine((level) => level.phone !== undefined || level.email !== undefined, {
    path: ['phone'],
    error: 'numéro ou adresse attendu',
  });

const delaySchema = z.strictObject({
  minutes: z.int().min(1).max(20_160),
  /** Whether only the hours of the calendar count. */
  counted: z.enum(['always', 'open']).default('always'),
});

const given = {
  hours: z.array(hoursSchema).max(20).parse(seeds.hours),
  levels: z.array(levelSchema).parse(seeds.levels),
};

const knowledgeSchema = z.strictObject({
  /** Folder, such as a share, with the site's articles: one Markdown file each. */
  folder: z.string().min(1).max(1_000).optional(),
  /** Minutes between two looks at it. */
  refreshMinutes: z.int().min(1).max(1_440).default(60),
});

export const escalationSchema = z.strictObject({
  /** Time zone of whoever answers. */
  timeZone: timeZoneSchema,
  /** Whose public holidays: of whoever answers, not of the site. */
  holidays: z
    .enum(['france', 'alsace-moselle', 'guadeloupe', 'martinique', 'guyane', 'reunion', 'mayotte'])
    .default('france'),
  /** Days on which whoever answers is closed besides. */
  closedDays: z.array(z.iso.date()).max(100).default([]),
  hours: z.array(hoursSchema).max(20).default(given.hours),
  /** Whom to turn to; the first that fits. */
  levels: z.array(levelSchema).min(1).max(20).default(given.levels),
  /** Within which time the support promised to answer. */
  delays: z.strictObject({ major: delaySchema.optional(), other: delaySchema.optional() }).prefault({}),
  /** Telephone bridge of the crisis cell, where it always has the same number. */
  bridge: z
    .strictObject({
      phone,
      /** Typed once one is connected. */
      code: z
        .string()
        .regex(/^[0-9*#]{1,20}$/)
        .optional(),
    })
    .optional(),
});

/** Keys of `support` that say who helps, beside those of the ways to the desk. */
export const assistanceKeys = {
  escalation: escalationSchema.prefault({}),
  requests: serviceRequestsSchema.prefault({}),
  knowledge: knowledgeSchema.prefault({}),
};

export type EscalationConfiguration = z.infer<typeof escalationSchema>;
