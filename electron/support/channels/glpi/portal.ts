import type { Channel, DeskReader } from '../../ports.ts';
import { glpiChannel } from './channel.ts';
import { GlpiClient, type GlpiSettings } from './client.ts';
import { ReadBack } from './read-back.ts';
import { GlpiReader } from './reader.ts';
import { SearchFields } from './search-fields.ts';

export interface PortalSettings extends GlpiSettings {
  /** Ids of GLPI's categories, by their names here. */
  readonly categories: Readonly<Record<string, number>>;
  /** Of the server's clock, IANA name. */
  readonly timeZone: string;
}

/** A GLPI portal, to write to and to read from, in one session. */
export function openPortal(settings: PortalSettings): {
  readonly channel: Channel;
  readonly reader: DeskReader;
} {
  const client = new GlpiClient(settings);
  const fields = new SearchFields(client);
  const readBack = new ReadBack(client, fields);
  return {
    channel: glpiChannel(client, readBack, settings.categories),
    reader: new GlpiReader({ client, fields, readBack }, settings.timeZone),
  };
}
