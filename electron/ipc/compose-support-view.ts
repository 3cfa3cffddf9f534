import type { PictureSummary } from '../screenshots/index.ts';
import type { Observable } from '../shared/listeners.ts';
import { isRewritable } from '../support/compose.ts';
import type { FollowerState, SupportState, Waiting } from '../support/index.ts';
import type { LetterView, SupportView } from './rooms/support.ts';

export interface SupportSource {
  readonly support: { readonly state: Observable<SupportState> };
  readonly kept: SupportView['kept'];
  readonly categories: readonly string[];
  readonly ways: SupportView['ways'];
  readonly follower: { readonly state: Observable<FollowerState> };
  readonly reads: boolean;
  readonly sentDays: number;
}

/** What the station shows of what is on its way to the support; a locked one shows nothing that names anybody. */
export function supportView(
  source: SupportSource,
  pictures: readonly PictureSummary[],
  locked: boolean,
): SupportView {
  const { support, kept, categories, ways, follower, reads, sentDays } = source;
  const { letters, ofOthers, elsewhere, failure } = support.state.get();
  return {
    kept,
    categories,
    ways,
    pictures: locked
      ? []
      : pictures.map(({ id, name, size, width, height }) => ({ id, name, size, width, height })),
    ofOthers,
    elsewhere,
    failure,
    tickets: { ...follower.state.get(), reads, days: sentDays },
    letters: locked ? [] : letters.map(letterView),
  };
}

function letterView({ letter, underWay, nextTryAt }: Waiting): LetterView {
  const { id, thread, kind, createdAt, content, attachments, progress } = letter;
  return {
    id,
    thread,
    kind,
    subject: content.subject,
    createdAt,
    stage: progress.stage,
    underWay,
    nextTryAt,
    channel: progress.channel,
    ticket: progress.ticket,
    attached: progress.attached.length,
    attachments: attachments.length,
    failure: progress.failure,
    refused: progress.refused.length > 0,
    rewritable: isRewritable(letter),
  };
}
