import { createHash } from 'node:crypto';
import { type Letter, untouched } from '../../../electron/support/rules/letter.ts';
import type { File } from '../../stand/support/letters.ts';

const SECOND_REPLY_EVERY = 5;
const OWNER = '899700000001';
const ATTACHMENTS = 3;
/** Bytes: some in one piece, some in several. */
const SIZES = [400, 30_000, 400_000];

/** Letters of the report number `index`, in the order in which they are written: the report, then replies. */
export function lettersOf(index: number): readonly Letter[] {
  const report = letter(index, 0, 'incident');
  const replies = index % SECOND_REPLY_EVERY === 0 ? [1, 2] : [1];
  return [report, ...replies.map((rank) => letter(index, rank, 'reply'))];
}

/** The files of a letter, always the same. */
export function filesOf({ attachments }: Letter): readonly File[] {
  return attachments.map((attachment) => ({
    attachment,
    bytes: bytesOf(attachment.id, attachment.size),
  }));
}

function letter(index: number, rank: number, kind: 'incident' | 'reply'): Letter {
  const thread = uuidOf(`report ${index}`);
  const id = rank === 0 ? thread : uuidOf(`reply ${index} ${rank}`);
  const count = kind === 'incident' ? ATTACHMENTS : 0;
  return {
    id,
    kind,
    thread,
    owner: OWNER,
    createdAt: 1_000 + index * 10 + rank,
    content: {
      subject: `Incident ${index}`,
      sections: [{ title: 'Description', text: `Rang ${rank} du signalement ${index}` }],
      from: { name: 'Camille EXEMPLE', email: 'camille.exemple@chu.example' },
      urgency: 3,
      major: false,
      category: null,
      copies: [],
    },
    attachments: Array.from({ length: count }, (_, place) => {
      const attachment = uuidOf(`attachment ${index} ${place}`);
      const size = SIZES[(index + place) % SIZES.length] ?? 1;
      const sha256 = createHash('sha256').update(bytesOf(attachment, size)).digest('hex');
      return { id: attachment, name: `capture-${place + 1}.png`, kind: 'png' as const, size, sha256 };
    }),
    progress: untouched,
  };
}

function bytesOf(seed: string, size: number): Uint8Array {
  const block = createHash('sha512').update(seed).digest();
  return new Uint8Array(size).map((_, at) => block[at % block.length] ?? 0);
}

/** The same text, the same UUID (its form is that of version 4). */
function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
