import { z } from 'zod';

/** What a site tells of its waiting rooms, colleagues and agent states (`telephony.rooms`, `.colleagues`, `.agent`). */

const number = z.string().regex(/^[#*+]?[0-9*#]{1,30}$/, 'numéro attendu');
/** A number of the exchange, or a whole SIP address. */
const address = z
  .string()
  .regex(/^(sips?:[^\s<>"@]{1,64}@[^\s<>"@]{1,200}|[\w.#*+-]{1,64})$/, 'numéro ou adresse SIP attendu');

const flowSchema = z.strictObject({
  /** Name that the site gives it: 15, 112, 116117, C114, 18, Amb, Smur, … */
  name: z.string().min(1).max(24),
  /** The queue in which its calls wait: a number of the exchange, or a SIP address. */
  queue: address,
  /** Front level: F01 for ARM, F02 for doctors. */
  level: z.enum(['F01', 'F02']).optional(),
  /** Regulation priority: ultra-prioritaire, prioritaire, non urgent, différé, non renseigné. */
  priority: z.enum(['P0', 'P1', 'P2', 'P3', 'NR']).default('P2'),
});

const roomSchema = z.strictObject({
  id: z.string().min(1).max(40),
  label: z.string().min(1).max(40),
  flows: z.array(flowSchema).min(1).max(32),
  /** Whether a waiting call may be taken from the board. */
  pickUp: z.boolean().default(false),
  /** Seconds of waiting after which a call is shown as late. */
  alertAfter: z.int().min(5).max(3_600).default(30),
  /** Whether the queue answers with music or a message while the caller waits: an answered dialog then still waits. */
  answersFirst: z.boolean().default(false),
});

const colleagueSchema = z.strictObject({
  number,
  name: z.string().min(1).max(80),
  group: z.string().min(1).max(40).optional(),
});

const agentSchema = z.strictObject({
  /** Seconds of « post-appel » after each call; 0 is none. */
  afterCall: z.int().min(0).max(600).default(0),
  /** Id of the agent at the exchange, where it wants one; by default the bound number tells who it is. */
  agentId: z.string().min(1).max(64).optional(),
});

const distinct = <T>(values: readonly T[]) => new Set(values).size === values.length;

export const boardKeys = {
  /** Waiting rooms that the board shows, in this order. */
  rooms: z
    .array(roomSchema)
    .max(32)
    .refine((rooms) => distinct(rooms.map(({ id }) => id)), 'identifiants de salle distincts attendus')
    .refine(
      (rooms) => distinct(rooms.flatMap(({ flows }) => flows.map(({ queue }) => queue))),
      'files d’attente distinctes attendues',
    )
    .default([]),
  /** Colleagues whose phones the board shows. */
  colleagues: z
    .array(colleagueSchema)
    .max(500)
    .refine((colleagues) => distinct(colleagues.map((one) => one.number)), 'numéros distincts attendus')
    .default([]),
  /** Whether the board tells with whom a colleague talks. */
  showColleagueCalls: z.boolean().default(false),
  /** Agent states (disponible, pause, post-appel, hors service); not offered where this is absent. */
  agent: agentSchema.optional(),
};

/** The same keys on their own. */
export const boardSchema = z.strictObject(boardKeys);

export type RoomConfiguration = z.infer<typeof roomSchema>;
export type ColleagueConfiguration = z.infer<typeof colleagueSchema>;
export type AgentConfiguration = z.infer<typeof agentSchema>;
