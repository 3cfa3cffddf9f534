/**
 * The expression that calls `act` with `argument` in a page. The function is sent as text: it sees what the page
 * has, and nothing of this module.
 */
export function inPage<A>(act: (argument: A) => unknown, argument: A): string {
  return `(${act.toString()})(${JSON.stringify(argument)})`;
}

/**
 * The moment, on the machine's clock, at which a page put its ready mark on its document. The page itself takes the
 * time: how fast the answer travels does not matter. Where the mark was already there, the page's own note of the
 * moment (`performance.mark('ready')`, as the empty one makes), or null.
 */
export function readyMark(): Promise<number | null> {
  return new Promise((resolve) => {
    const isReady = () => document.documentElement?.dataset.ready === 'true';
    const noted = performance.getEntriesByName('ready')[0];
    if (isReady()) return resolve(noted ? performance.timeOrigin + noted.startTime : null);
    new MutationObserver(() => {
      if (isReady()) resolve(performance.timeOrigin + performance.now());
    }).observe(document, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ['data-ready'],
    });
  });
}
