import type { Bridge } from '../../electron/ipc/door.ts';
import type { StationView } from '../../electron/ipc/rooms/station.ts';
import type { Site } from '../stand/site.ts';
import type { Inspector } from './devtools.ts';
import { inPage } from './in-page.ts';

const STATION = 'app://bandeau/station/';

/** Signs in with the card that is in the reader and binds the phone, as a person does at the station. */
export async function work(inspector: Inspector, { people }: Site, number: string): Promise<void> {
  const pins = Object.fromEntries(people.map(({ name, pin }) => [name, pin]));
  await inspector.evaluate(STATION, inPage(signIn, { pins, number }));
}

/** In the station's page. */
async function signIn({ pins, number }: { pins: Record<string, string>; number: string }): Promise<void> {
  const bridge: Bridge<'station'> = window.bandeau;
  const until = async (isSo: (view: StationView) => boolean): Promise<StationView> => {
    for (let tries = 0; tries < 200; tries += 1) {
      const answer = await bridge.ask('station.view', undefined);
      if (answer.ok && isSo(answer.value)) return answer.value;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('the station did not get on');
  };
  const { card } = await until((view) => view.card.kind === 'card-present');
  if (card.kind !== 'card-present') return;
  const pin = pins[`${card.holder.givenName} ${card.holder.familyName}`] ?? '';
  await bridge.ask('identity.submitPin', { pin: new TextEncoder().encode(pin) });
  const { session } = await until((view) => view.session.kind === 'choosing-profile');
  if (session.kind !== 'choosing-profile') return;
  await bridge.ask('identity.chooseProfile', { profileId: session.preselected });
  await until((view) => view.session.kind === 'signed-in');
  await bridge.ask('phone.bind', { number, deviceId: null });
  await until((view) => view.phone.binding.kind === 'bound');
}
