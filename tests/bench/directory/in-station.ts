/** In the station's page: opens the tab « Annuaire », and waits for its field. */
export async function openDirectoryTab(): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const tabs = [...document.querySelectorAll<HTMLElement>('[role="tab"]')];
    tabs.find((tab) => tab.textContent === 'Annuaire')?.click();
    await new Promise((resolve) => setTimeout(resolve, 50));
    if (document.querySelector('.directory__field')) return;
  }
  throw new Error('there is no directory');
}

/**
 * In the station's page: has each text in the field, and tells how long the frame that shows other entries took.
 * What shows the same as before has no frame of its own, and counts for nothing.
 */
export async function typeAndSee(texts: readonly string[]): Promise<number[]> {
  const field = document.querySelector<HTMLInputElement>('.directory__field');
  const section = document.querySelector('.directory');
  const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
  if (!field || !section || !setValue) throw new Error('there is no field');
  const times: number[] = [];
  for (const text of texts) {
    const since = performance.now();
    const painted = new Promise<number | null>((resolve) => {
      const observer = new MutationObserver(() => {
        observer.disconnect();
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now()), 0));
      });
      observer.observe(section, { subtree: true, childList: true, characterData: true });
      setTimeout(() => {
        observer.disconnect();
        resolve(null);
      }, 1_000);
    });
    setValue.call(field, text);
    field.dispatchEvent(new Event('input', { bubbles: true }));
    const at = await painted;
    if (at !== null) times.push(at - since);
    // A pause between two keys, of any length.
    await new Promise((resolve) => setTimeout(resolve, 30 + Math.random() * 40));
  }
  return times;
}
