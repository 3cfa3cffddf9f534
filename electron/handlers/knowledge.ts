import type { Handlers } from '../ipc/router.ts';
import type { Knowledge } from '../support/knowledge/index.ts';
import { onceRunning } from './who-may-ask.ts';

type KnowledgeChannels = keyof Handlers<'station'> & `knowledge.${string}`;

/** Articles that may help, for whoever is there: that nobody can sign in is what some of them are about. */
export function knowledgeHandlers({
  services,
}: {
  readonly services: () => { readonly knowledge: Knowledge } | null;
}): Pick<Handlers<'station'>, KnowledgeChannels> {
  const running = onceRunning(services);
  return {
    'knowledge.suggest': ({ text }) => running(({ knowledge }) => knowledge.suggest(text)),
    'knowledge.list': () => running(({ knowledge }) => knowledge.list()),
    'knowledge.read': ({ id }) => running(({ knowledge }) => knowledge.read(id)),
  };
}
