import { z } from 'zod';
import type { DirectorySummary, SearchReply } from '../../../native/records/directory/operations.ts';
import type { DirectoryState, Entry } from '../../directory/index.ts';
import { contentSchema, entryKinds } from '../../directory/rules/entry.ts';
import type { SavedFile } from './saved-file.ts';
import { nothing } from './shapes.ts';

const entryId = z.int().positive();

const sourceName = z.string().min(1).max(200);

export const directoryRequests = {
  'directory.search': z.strictObject({
    text: z.string().max(1_000),
    kind: z.enum(entryKinds).nullable(),
    group: sourceName.nullable(),
    limit: z.int().min(1).max(500),
  }),
  'directory.favourites': nothing,
  'directory.summary': nothing,
  'directory.save': z.strictObject({ id: entryId.nullable(), content: contentSchema }),
  'directory.remove': z.strictObject({ id: entryId }),
  'directory.setFavourite': z.strictObject({ id: entryId, favourite: z.boolean() }),
  'directory.forgetSource': z.strictObject({ source: sourceName }),
  'directory.chooseFile': nothing,
  /** Reads the site's LDAP directory. */
  'directory.readLdap': nothing,
  'directory.previewAs': z.strictObject({ source: sourceName }),
  'directory.applyImport': nothing,
  'directory.closeImport': nothing,
  'directory.export': nothing,
} as const;

export interface DirectoryReplies {
  'directory.search': SearchReply;
  'directory.favourites': readonly Entry[];
  'directory.summary': DirectorySummary;
  'directory.save': Entry;
  'directory.remove': Entry;
  'directory.setFavourite': Entry;
  'directory.export': SavedFile;
}

/** The directory, besides its entries, which a page asks for. */
export interface DirectoryView extends DirectoryState {
  /** Host of the site's LDAP directory; null where there is none. */
  readonly ldapHost: string | null;
}
