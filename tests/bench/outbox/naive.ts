import { GlpiClient } from '../../../electron/support/channels/glpi/client.ts';
import { letterHtml } from '../../../electron/support/channels/letter-page.ts';
import type { Letter } from '../../../electron/support/rules/letter.ts';
import type { GlpiStand } from '../../stand/support/glpi.ts';
import { filesOf } from './reports.ts';

const AT_ONCE = 8;

/** The baseline: each request is sent again until it is answered. */
export async function sendSimply(
  { url, userToken }: GlpiStand,
  reports: readonly (readonly Letter[])[],
): Promise<void> {
  const client = new GlpiClient({ url, userToken, appToken: null, authority: null, timeout: 1_000 });
  const post = async (path: string, body: Parameters<GlpiClient['post']>[1]): Promise<number> => {
    for (;;) {
      const answer = await client.post(path, body);
      if (answer.kind === 'ok') return Number(Reflect.get(Object(answer.value), 'id'));
    }
  };
  const send = async (letters: readonly Letter[]): Promise<void> => {
    let ticket = 0;
    for (const letter of letters) {
      const content = letterHtml(letter);
      if (letter.kind === 'reply') {
        await post('ITILFollowup', { input: { itemtype: 'Ticket', items_id: ticket, content } });
        continue;
      }
      ticket = await post('Ticket', { input: { name: letter.content.subject, content, type: 1 } });
      for (const { attachment, bytes } of filesOf(letter)) {
        const name = `${attachment.name} (${attachment.id})`;
        const manifest = { name, _filename: [attachment.name], itemtype: 'Ticket', items_id: ticket };
        await post('Document', { manifest, name: attachment.name, type: 'image/png', bytes });
      }
    }
  };
  const waiting = [...reports];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await send(next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}
