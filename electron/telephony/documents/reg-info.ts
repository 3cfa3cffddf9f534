import { z } from 'zod';
import { displayText } from '../identities.ts';
import { child, childrenOf, readXml, type XmlElement } from './bounded-xml.ts';
import type { Document } from './dialog-info.ts';

const shortText = z.string().max(512);

const contactSchema = z.object({
  id: shortText,
  state: z.enum(['active', 'terminated']),
  uri: shortText.min(1),
  userAgent: shortText.nullable(),
  /** `+sip.instance` (RFC 5626), for example `<urn:uuid:…>`. */
  instance: shortText.nullable(),
  /** Public GRUU (RFC 5627), which routes to this one device. */
  gruu: shortText.nullable(),
});

const regInfoSchema = z.object({
  version: z.number().int().min(0),
  state: z.enum(['full', 'partial']),
  contacts: z.array(contactSchema).max(64),
});

export type Contact = z.infer<typeof contactSchema>;
export type RegInfo = z.infer<typeof regInfoSchema>;

/** Parses a `reginfo` document (RFC 3680 §5), with the GRUU of RFC 5628 where it is given. */
export function parseRegInfo(text: string): Document<RegInfo> {
  const root = readXml(text);
  if (typeof root === 'string') return { ok: false, drop: root };
  if (root.name !== 'reginfo') return { ok: false, drop: 'invalid' };
  const version = root.attributes.get('version') ?? '';
  const read = regInfoSchema.safeParse({
    version: /^\d{1,10}$/.test(version) ? Number(version) : undefined,
    state: root.attributes.get('state'),
    contacts: childrenOf(root, 'registration').flatMap((registration) =>
      childrenOf(registration, 'contact').map(readContact),
    ),
  });
  return read.success ? { ok: true, value: read.data } : { ok: false, drop: 'invalid' };
}

function readContact(element: XmlElement): unknown {
  const { attributes } = element;
  const unknown = new Map(
    childrenOf(element, 'unknown-param').map((parameter) => [
      parameter.attributes.get('name')?.toLowerCase(),
      parameter.text.trim(),
    ]),
  );
  const uri = child(element, 'uri')?.text.trim();
  return {
    id: attributes.get('id') ?? uri,
    state: attributes.get('state'),
    uri,
    userAgent: displayText(
      unknown.get('user-agent') ?? attributes.get('user_agent') ?? attributes.get('user-agent'),
    ),
    instance: unknown.get('+sip.instance')?.replace(/^"|"$/g, '') ?? null,
    gruu: child(element, 'pub-gruu')?.attributes.get('uri') ?? null,
  };
}
