import texts from '../../resources/fr/support.json' with { type: 'json' };
import { fail, ok, type Result } from '../failures/index.ts';
import type { SavedFile } from '../ipc/rooms/saved-file.ts';
import type { Handlers } from '../ipc/router.ts';
import type { Verification } from '../prerequisites/index.ts';
import type { AttachablePictures } from '../screenshots/index.ts';
import type { SupportService } from '../services/support.ts';
import type { Support } from '../support/index.ts';
import { attachmentKinds } from '../support/rules/attachment.ts';
import type { Draft } from '../support/rules/draft.ts';
import type { HandlerOptions } from './options.ts';
import { type Attended, whileSignedIn } from './who-may-ask.ts';

type SupportChannels = keyof Handlers<'station'> & `support.${string}`;

/** What these requests are about. */
export interface SupportRoom extends Attended {
  readonly support: Pick<SupportService, 'support' | 'tickets' | 'follower'>;
  readonly verification: Pick<Verification, 'kept'>;
  readonly screenshots: { readonly pictures: Pick<AttachablePictures, 'read' | 'remove'> };
}

/** Reports to the support, for whoever works here; a locked station shows nothing of them. */
export function supportHandlers({
  services,
  saveFile,
  openFile,
}: Pick<HandlerOptions, 'openFile'> & {
  readonly saveFile: Pick<HandlerOptions['saveFile'], 'choose'>;
  readonly services: () => SupportRoom | null;
}): Pick<Handlers<'station'>, SupportChannels> {
  const signedIn = whileSignedIn(services, 'Support_NotSignedIn');
  const working = <T>(act: (support: Support, room: SupportRoom) => Promise<Result<T>>) =>
    signedIn<T>((room) => act(room.support.support, room));
  return {
    'support.drafts': () => working((support) => support.drafts()),
    'support.begin': () => working((support) => support.begin()),
    'support.beginReply': ({ thread, subject }) => working((support) => support.beginReply(thread, subject)),
    'support.beginRequest': ({ service }) => working((support) => support.beginRequest(service)),
    // What was typed just before the station was locked is kept too; nothing is shown of it.
    'support.saveDraft': async ({ id, form }) =>
      services()?.support.support.save(id, form) ?? fail('Request_NotYet'),
    'support.removeDraft': ({ id }) => working((support) => support.remove(id)),
    'support.attachFile': ({ id }) =>
      working<Draft>(async () => {
        const path = await openFile({
          title: texts.attach,
          filter: texts.attachable,
          all: texts.all,
          extensions: [...attachmentKinds, 'jpeg'],
        });
        // The dialog may stay open for longer than the session.
        return working(async (support) => {
          if (path !== null) return support.attach(id, { path });
          const drafts = await support.drafts();
          if (!drafts.ok) return drafts;
          const draft = drafts.value.find((one) => one.id === id);
          return draft ? ok(draft) : fail('Support_DraftUnknown');
        });
      }),
    'support.attachRun': ({ id, run }) =>
      working(async (support, { verification }) => {
        const documents = await verification.kept.documents(run);
        if (!documents) return fail('Verification_NotKept');
        const bytes = await documents.pdf().catch(() => null);
        if (bytes === null) return fail('Verification_NotLaidOut');
        return support.attach(id, { name: `${texts.runFile}.pdf`, bytes: new Uint8Array(bytes) });
      }),
    'support.attachPicture': ({ id, picture }) =>
      working(async (support, { screenshots: { pictures } }) => {
        const found = pictures.read(picture);
        if (!found) return fail('Support_PictureGone');
        const attached = await support.attach(id, found);
        if (attached.ok) pictures.remove(picture);
        return attached;
      }),
    'support.picture': ({ picture }) =>
      working(async (_support, { screenshots: { pictures } }) => {
        const found = pictures.read(picture);
        return found ? ok(found.bytes) : fail('Support_PictureGone');
      }),
    'support.detach': ({ id, attachment }) => working((support) => support.detach(id, attachment)),
    'support.send': ({ id }) => working((support) => support.send(id)),
    'support.hurry': () =>
      working(async (support) => {
        support.hurry();
        return ok();
      }),
    'support.decide': ({ id, decision }) => working((support) => support.decide(id, decision)),
    'support.rewrite': ({ id }) => working((support) => support.rewrite(id)),
    'support.handOver': ({ id }) =>
      working<SavedFile>(async () => {
        const file = await saveFile.choose({ name: `${texts.handOverFile}.eml`, filter: texts.mailFile });
        if (file === null) return ok({ file });
        return working(async (support) => {
          const written = await support.handOver(id, file);
          return written.ok ? ok({ file }) : written;
        });
      }),
    'support.letters': ({ before }) => working((support) => support.letters(before)),
    'support.thread': ({ thread }) => working((support) => support.thread(thread)),
    'support.tickets': (asked) => working((_, { support }) => support.tickets.page(asked)),
    'support.ticket': ({ thread }) => working((_, { support }) => support.tickets.open(thread)),
    'support.refreshTicket': ({ thread }) =>
      working(async (_, { support }) => {
        await support.follower.open(thread);
        return ok();
      }),
    'support.readTicket': ({ thread }) => working((_, { support }) => support.follower.read(thread)),
    'support.lookTickets': () =>
      working(async (_, { support }) => {
        support.follower.look();
        return ok();
      }),
  };
}
