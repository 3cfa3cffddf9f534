import { describe, expect, it } from 'vitest';
import { fail, ok, type Result } from '../../../electron/failures/index.ts';
import { followView } from '../../../renderer/ui/view-store.ts';

function source(answers: Result<string>[]) {
  let tell: (view: string) => void = () => undefined;
  const { store, refresh } = followView<string>({
    onView: (listener) => {
      tell = listener;
      return () => undefined;
    },
    ask: async () => answers.shift() ?? fail('Request_Failed'),
  });
  return { store, refresh, tell: (view: string) => tell(view) };
}

describe('the view that a page holds', () => {
  it('is what main answers at the start', async () => {
    const { store, refresh } = source([ok('first')]);
    await refresh();
    expect(store.getState()).toEqual({ view: 'first', failure: null });
  });

  it('is then what main tells', async () => {
    const { store, refresh, tell } = source([ok('first')]);
    await refresh();
    tell('second');
    expect(store.getState().view).toBe('second');
  });

  it('is not set back by an answer that comes after what main told', async () => {
    const { store, refresh, tell } = source([ok('older')]);
    const asked = refresh();
    tell('newer');
    await asked;
    expect(store.getState().view).toBe('newer');
  });

  it('is missing with a reason when main refuses, and comes on the next try', async () => {
    const { store, refresh } = source([fail('Request_Refused'), ok('view')]);
    await refresh();
    expect(store.getState()).toEqual({ view: null, failure: { code: 'Request_Refused' } });
    await refresh();
    expect(store.getState()).toEqual({ view: 'view', failure: null });
  });
});
