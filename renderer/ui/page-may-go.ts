/** Has `act` done whenever the page may go away, out of sight or for good. Gives what ends that. */
export function whenPageMayGo(act: () => void): () => void {
  document.addEventListener('visibilitychange', act);
  window.addEventListener('pagehide', act);
  return () => {
    document.removeEventListener('visibilitychange', act);
    window.removeEventListener('pagehide', act);
  };
}
