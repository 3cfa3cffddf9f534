import { useEffect, useRef } from 'react';
import type { Failure, Result } from '../../electron/failures/index.ts';
import { captureBridge } from '../ui/bridge.ts';

interface ShownPictureProps {
  readonly picture: { readonly version: number; readonly width: number; readonly height: number };
  readonly label: string;
}

/** A masked picture of the desk, drawn on a canvas: it never becomes an address, and goes with the page. */
export function ShownPicture({ picture, label }: ShownPictureProps) {
  const { version, width, height } = picture;
  const canvas = useDrawn(`${version}`, () => captureBridge.ask('capture.picture', { version }));
  return (
    <canvas ref={canvas} className="picture" role="img" aria-label={label} width={width} height={height} />
  );
}

interface KeptPictureProps {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  readonly label: string;
}

/** The same of one that was kept. */
export function KeptPicture({ id, width, height, label }: KeptPictureProps) {
  const canvas = useDrawn(id, () => captureBridge.ask('capture.kept', { id }));
  return (
    <canvas ref={canvas} className="picture" role="img" aria-label={label} width={width} height={height} />
  );
}

function useDrawn(key: string, ask: () => Promise<Result<Uint8Array>>) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const asked = useRef(ask);
  asked.current = ask;
  useEffect(() => {
    let isCurrent = key !== '';
    const draw = async (): Promise<Failure | null> => {
      const reply = await asked.current();
      // Another picture has taken its place.
      if (!reply.ok) return reply.failure;
      const image = await createImageBitmap(new Blob([new Uint8Array(reply.value)], { type: 'image/png' }));
      if (isCurrent) canvas.current?.getContext('2d')?.drawImage(image, 0, 0);
      image.close();
      return null;
    };
    void draw();
    return () => {
      isCurrent = false;
    };
  }, [key]);
  return canvas;
}
