import { z } from 'zod';
import {
  callerSchema,
  contentSchema,
  type Entry,
  type EntryKind,
  entryKinds,
  entrySchema,
  localSource,
} from '../../../electron/directory/rules/entry.ts';
import { nothing } from '../operation.ts';
import { ldapSettingsSchema } from './imports/ldap-settings.ts';
import { reportSchema } from './imports/report.ts';

const entries = z.array(entrySchema).readonly();
const id = z.int().positive();
const name = z.string().min(1).max(200);
/** Any but that of what is typed here. */
const sourceName = name.refine((source) => source !== localSource);

export interface SearchRequest {
  readonly text: string;
  readonly kind: EntryKind | null;
  readonly group: string | null;
  readonly limit: number;
}

/** What matches is counted up to here; a search that finds more has to be made narrower. */
export const MOST_FOUND = 500;

export interface SearchReply {
  /** The first of them, `limit` at most. */
  readonly entries: readonly Entry[];
  /** How many match; `MOST_FOUND` and one where there are more than that. */
  readonly total: number;
}

const searchRequest: z.ZodType<SearchRequest> = z.strictObject({
  text: z.string().max(1_000),
  kind: z.enum(entryKinds).nullable(),
  group: name.nullable(),
  limit: z.int().min(1).max(MOST_FOUND),
});
const searchReply: z.ZodType<SearchReply> = z.object({ entries, total: z.int() });

/** What is in the directory, for who looks after it. */
export interface DirectorySummary {
  readonly entries: number;
  /** Sealed entries that this workstation's key does not open. */
  readonly unreadable: number;
  /** False where nothing can be sealed: no entry can be typed here, no « patient remarquable » imported. */
  readonly canSeal: boolean;
  readonly sources: readonly {
    readonly name: string;
    readonly kind: string;
    readonly entries: number;
    /** Milliseconds since the epoch. */
    readonly importedAt: number;
  }[];
  readonly groups: readonly { readonly name: string; readonly entries: number }[];
}

const summarySchema: z.ZodType<DirectorySummary> = z.object({
  entries: z.number(),
  unreadable: z.number(),
  canSeal: z.boolean(),
  sources: z
    .array(z.object({ name: z.string(), kind: z.string(), entries: z.number(), importedAt: z.number() }))
    .readonly(),
  groups: z.array(z.object({ name: z.string(), entries: z.number() })).readonly(),
});

/** What the directory's store does. */
export const directoryOperations = {
  'directory.search': { request: searchRequest, reply: searchReply },
  /** Entries in clear whose ids are after this one, by their ids; none at the end. */
  'directory.page': { request: z.strictObject({ after: z.int().min(0) }), reply: entries },
  'directory.favourites': { request: nothing, reply: entries },
  /** Who has this number, as the exchange shows it; null when nobody has. */
  'directory.identify': {
    request: z.strictObject({ number: z.string().max(100) }),
    reply: callerSchema.nullable(),
  },
  /** Adds an entry of this workstation, or gives one other content. `Directory_NoSecretStorage`, `Directory_NotLocal`, `Directory_Gone`. */
  'directory.save': {
    request: z.strictObject({ id: id.nullable(), content: contentSchema }),
    reply: entrySchema,
  },
  /** Takes away an entry of this workstation; tells what it was, so that it can be put back. */
  'directory.remove': { request: z.strictObject({ id }), reply: entrySchema },
  'directory.setFavourite': {
    request: z.strictObject({ id, favourite: z.boolean() }),
    reply: entrySchema,
  },
  /**
   * Reads a file of entries and tells what importing it would change; kept until it is applied, discarded, or another
   * is read. `source` null takes the name of the file without its date. Fails as `readImportFile`.
   */
  'directory.readFile': {
    request: z.strictObject({ path: z.string().max(4_096), source: sourceName.nullable() }),
    reply: reportSchema,
  },
  /** The same of a site's LDAP directory. Fails as `readLdap`. */
  'directory.readLdap': {
    request: z.strictObject({ settings: ldapSettingsSchema, source: sourceName }),
    reply: reportSchema,
  },
  /** What importing the file that was read would change under another name. `Directory_NothingRead`. */
  'directory.preview': { request: z.strictObject({ source: sourceName }), reply: reportSchema },
  /** Does it, and tells `directory-import` events meanwhile. `Directory_NothingRead`. */
  'directory.apply': { request: z.strictObject({ source: sourceName }), reply: reportSchema },
  'directory.discard': { request: nothing, reply: nothing },
  /** Takes away all entries that came under a name, their favourites along. */
  'directory.forgetSource': { request: z.strictObject({ source: sourceName }), reply: nothing },
  'directory.summary': { request: nothing, reply: summarySchema },
} as const;
