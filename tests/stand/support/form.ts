/** A part of `multipart/form-data` as it arrived. */
export interface ReceivedPart {
  readonly fileName: string | null;
  readonly bytes: Buffer;
}

/** Reads `multipart/form-data` (RFC 7578) strictly, by the names of its parts. */
export function readForm(contentType: string, body: Buffer): ReadonlyMap<string, ReceivedPart> {
  const boundary = /boundary=([^;]+)/.exec(contentType)?.[1];
  if (!boundary) throw new Error('no boundary');
  const mark = Buffer.from(`--${boundary}`);
  const parts = new Map<string, ReceivedPart>();
  let at = body.indexOf(mark);
  for (;;) {
    const start = at + mark.length;
    if (body.subarray(start, start + 2).toString() === '--') return parts;
    const next = body.indexOf(mark, start);
    if (next < 0) throw new Error('a part without an end');
    const head = body.indexOf('\r\n\r\n', start);
    const headers = body.subarray(start, head).toString('utf8');
    const name = /;\s*name="([^"]*)"/.exec(headers)?.[1];
    if (name === undefined) throw new Error('a part without a name');
    const fileName = /;\s*filename="([^"]*)"/.exec(headers)?.[1];
    parts.set(name, {
      fileName:
        fileName === undefined ? null : decodeURIComponent(fileName.replaceAll(/%(?!22|0D|0A)/g, '%25')),
      bytes: body.subarray(head + 4, next - 2),
    });
    at = next;
  }
}
