/**
 * The expression that calls `act` with `argument` in a page. The function is sent as text: it sees what the page
 * has, and nothing of this module.
 */
export function inPage<A>(act: (argument: A) => unknown, argument: A): string {
  return `(${act.toString()})(${JSON.stringify(argument)})`;
}

/**
 * The moment, on the machine's clock, at which a page put its ready mark on its document; null when that was
 * already done. The page itself takes the time: how fast the answer travels does not matter.
 */
export function readyMark(): Promise<number | null> {
  return new Promise((resolve) => {
    const isReady = () => document.documentElement?.dataset.ready === 'true';
    if (isReady()) return resolve(null);
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
