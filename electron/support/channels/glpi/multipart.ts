import { randomUUID } from 'node:crypto';

export interface FormPart {
  readonly name: string;
  readonly fileName?: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** `multipart/form-data` (RFC 7578). */
export function multipart(parts: readonly FormPart[]): { readonly type: string; readonly bytes: Uint8Array } {
  const boundary = `bandeau-${randomUUID()}`;
  const body = parts.flatMap(({ name, fileName, type, bytes }) => [
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="${quoted(name)}"${
        fileName === undefined ? '' : `; filename="${quoted(fileName)}"`
      }\r\ncontent-type: ${type}\r\n\r\n`,
    ),
    bytes,
    Buffer.from('\r\n'),
  ]);
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    bytes: Buffer.concat([...body, Buffer.from(`--${boundary}--\r\n`)]),
  };
}

/** As browsers write it (HTML, « multipart/form-data encoding algorithm »). */
function quoted(text: string): string {
  return text.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
