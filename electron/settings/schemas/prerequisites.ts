import { z } from 'zod';

/** The best value up to (or from) which a measure is good, then the one up to (or from) which it is a warning. */
const limits = (good: number, warning: number) =>
  z.tuple([z.number().min(0), z.number().min(0)]).default([good, warning]);

const size = (width: number, height: number) =>
  z.tuple([z.int().positive(), z.int().positive()]).default([width, height]);

const version = z.string().regex(/^\d+(\.\d+){0,3}$/, 'version attendue, comme 5.2.2');

const thresholdsSchema = z.strictObject({
  /** Milliseconds one way: ITU-T G.114. */
  delay: limits(150, 400),
  /** Milliseconds. */
  jitter: limits(30, 50),
  /** Percent of the packets. */
  loss: limits(1, 3),
  /** Seconds between this clock and a server's. */
  clock: limits(1, 30),
  /** Gigabytes of memory. */
  memory: limits(8, 4),
  /** Gigabytes free where the program writes. */
  disk: limits(2, 0.5),
  /** Days for which certificates of servers and of the card are still valid: below, a warning. */
  certificateDays: z.int().min(0).max(365).default(30),
  /** Pixels of the largest screen, width and height: good, then a warning. */
  screen: size(1920, 1080),
  smallScreen: size(1280, 1024),
  /** Version of Cryptolib CPS that is good, then the oldest that is no failure. */
  cryptolib: version.default('5.2.2'),
  oldestCryptolib: version.default('5.2'),
});

const serverSchema = z.strictObject({
  /** What a person calls it. */
  name: z.string().min(1).max(60),
  url: z.url({ protocol: /^https?$/ }),
  /** `support`: helpdesk, ticketing; `update`: where new versions come from. */
  purpose: z.enum(['support', 'update', 'other']).default('other'),
  /** PEM file of the authority that signed its certificate, where it is not a public one. */
  authorityFile: z.string().min(1).optional(),
});

export const prerequisitesSchema = z.strictObject({
  /** Servers to verify besides those that the other keys name. */
  servers: z.array(serverSchema).max(20).default([]),
  /** Server of the time (SNTP), host or host:port; by default the `Date` of the servers' answers. */
  timeServer: z
    .string()
    .regex(/^[\w.-]+(:\d{1,5})?$|^\[[\da-fA-F:]+\](:\d{1,5})?$/, 'nom de serveur attendu')
    .optional(),
  /** Where packets are counted: SIP over UDP, host or host:port. Only there is a loss seen as such. */
  probes: z
    .array(z.string().regex(/^[\w.-]+(:\d{1,5})?$|^\[[\da-fA-F:]+\](:\d{1,5})?$/, 'nom de serveur attendu'))
    .max(4)
    .default([]),
  /** How many packets are sent to each server, and milliseconds between two. */
  packets: z.int().min(10).max(1_000).default(150),
  interval: z.int().min(5).max(1_000).default(20),
  /** What the desk phone calls to try the voice, when somebody asks for it. */
  echoNumber: z
    .string()
    .regex(/^\+?[0-9*#]{2,20}$/, 'numéro attendu')
    .optional(),
  /** Whether a headset belongs to the workstation. */
  headset: z.boolean().default(false),
  /** Seconds between two looks at the workstation while somebody works; 0: it is verified only when asked for. */
  watchInterval: z.union([z.literal(0), z.int().min(10).max(86_400)]).default(300),
  /** Months of which what was found is kept, the present one included. */
  followUpMonths: z.int().min(1).max(60).default(13),
  thresholds: thresholdsSchema.prefault({}),
});

export type PrerequisitesConfiguration = z.infer<typeof prerequisitesSchema>;
export type Thresholds = PrerequisitesConfiguration['thresholds'];
