import qrcode from 'qrcode-generator';
import { useMemo } from 'react';

interface QrCodeProps {
  readonly text: string;
  /** What it is, for who does not see it. */
  readonly label: string;
}

/** Modules of the quiet zone around a QR code (ISO/IEC 18004, 9.1). */
const quiet = 4;

/** The dark modules of `text`'s QR code as one path of unit squares, and how many modules a side has. */
export function qrPath(text: string): { readonly path: string; readonly size: number } {
  const code = qrcode(0, 'M');
  code.addData(text);
  code.make();
  const size = code.getModuleCount();
  const modules = Array.from({ length: size * size }, (_, index) => [Math.floor(index / size), index % size]);
  const path = modules
    .filter(([row = 0, column = 0]) => code.isDark(row, column))
    .map(([row, column]) => `M${column} ${row}h1v1h-1z`)
    .join('');
  return { path, size };
}

/** A QR code, dark on white whatever the theme: cameras expect it so. */
export function QrCode({ text, label }: QrCodeProps) {
  const { path, size } = useMemo(() => qrPath(text), [text]);
  const side = size + 2 * quiet;
  return (
    <svg className="qr" viewBox={`${-quiet} ${-quiet} ${side} ${side}`} role="img" aria-label={label}>
      <path className="qr__light" d={`M${-quiet} ${-quiet}h${side}v${side}h${-side}z`} />
      <path className="qr__dark" d={path} shapeRendering="crispEdges" />
    </svg>
  );
}
