import { waitFor } from '../../stand/process.ts';
import type { Bandeau } from './application.ts';

const CLOSED_MS = 10_000;

/** Types into the number field, which opens or is open, and takes what is typed; resolves once it has closed. */
export async function giveNumber(bandeau: Bandeau, number: string): Promise<void> {
  const field = (await bandeau.page('dial')).getByRole('combobox');
  await field.fill(number);
  // The window may be gone before the driver has seen the key go up.
  await field.press('Enter').catch(() => undefined);
  await waitFor(() => !bandeau.isOpen('dial'), { timeoutMs: CLOSED_MS, what: 'the number to be taken' });
}
