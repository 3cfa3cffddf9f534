/** The part of `x11` that the benchmarks use. */
declare module 'x11' {
  interface Client {
    /** `format` 2 is ZPixmap; the data are rows of pixels, 4 bytes each at depth 24: blue, green, red, unused. */
    GetImage(
      format: 2,
      drawable: number,
      x: number,
      y: number,
      width: number,
      height: number,
      planeMask: number,
      callback: (error: Error | null, image: { readonly data: Buffer }) => void,
    ): void;
    close(callback: () => void): void;
    on(event: 'error', listener: (error: Error) => void): void;
  }
  interface Display {
    readonly client: Client;
    readonly screen: readonly { readonly root: number }[];
  }
  function createClient(
    options: { readonly display: string },
    callback: (error: Error | null, display: Display) => void,
  ): Client;
}
