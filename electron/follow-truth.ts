import { isDeepStrictEqual } from 'node:util';
import type { Publishing } from './publishing.ts';
import type { Services } from './services/services.ts';
import type { Unsubscribe } from './shared/listeners.ts';
import { type TruthSources, watchTruth } from './truth.ts';
import type { Windows } from './windows.ts';

export interface FollowOptions {
  readonly windows: Pick<Windows, 'bar' | 'station'>;
  readonly publishing: Publishing;
  /** Applies the zoom to every page. */
  readonly zoom: { apply(): void };
  /** Shows the bar, or takes it from the screen. */
  readonly attendBar: (services: Services) => void;
}

/** Keeps the windows where they belong, and what they show up to date, at each change of what is known. */
export function followTruth(
  sources: TruthSources,
  { windows: { bar, station }, publishing, zoom, attendBar }: FollowOptions,
): Unsubscribe {
  const { settings, barExpanded, services } = sources;
  const look = () => {
    const { barDisplay, barCollapsed, zoom } = settings.current.get();
    return { barDisplay, barCollapsed, zoom, expanded: barExpanded.get() };
  };
  let before = look();
  const stopTruth = watchTruth(sources, () => {
    const now = look();
    if (!isDeepStrictEqual(now, before)) bar.place();
    if (now.zoom !== before.zoom) {
      zoom.apply();
      station.grow();
    }
    before = now;
    if (services) attendBar(services);
    if (services?.identity.state.get().kind === 'locked') bar.closeDial();
    publishing.all();
  });
  const { desk, pictures } = services?.screenshots ?? {};
  const stops = [desk, pictures].map((shown) => shown?.state.subscribe(() => publishing.capture()));
  return () => {
    stopTruth();
    for (const stop of stops) stop?.();
  };
}
