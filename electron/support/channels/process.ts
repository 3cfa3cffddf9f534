import { fail, ok, type Result } from '../../failures/index.ts';
import { hostPort, hostService } from '../../shared/supervised-host.ts';
import { examine, examineFile } from '../attachments/examine.ts';
import type { Channel, Errand, Outcome, Reading } from '../ports.ts';
import type { Attachment } from '../rules/attachment.ts';
import { attachmentsFor } from '../rules/progress.ts';
import { fileChannel, writeLetter } from './file/channel.ts';
import { openPortal } from './glpi/portal.ts';
import { mailChannel } from './mail/channel.ts';
import { optionsSchema, requestSchema, type SupportRequest } from './protocol.ts';
import { Staging } from './staging.ts';

const noPortal: Reading<never> = {
  kind: 'failed',
  failure: fail('Support_NoChannel').failure,
  retryAfter: null,
};

/**
 * Entry of the support process: the network to the desk, and files that people hand us, away from the calls. An Electron
 * utility process, or a child of Node in tests.
 */
hostService(hostPort(), (raw) => {
  const { glpi, mail, file } = optionsSchema.parse(raw);
  const staging = new Staging();
  const bytes = (attachment: string) => staging.whole(attachment);
  const portal = glpi && openPortal(glpi);
  const channels: readonly Channel[] = [
    ...(portal ? [portal.channel] : []),
    ...(mail ? [mailChannel(mail)] : []),
    ...(file ? [fileChannel(file)] : []),
  ];
  const parties = mail ?? file ?? { from: 'bandeau@bandeau.invalid', to: 'support@bandeau.invalid' };

  const carry = async (name: string, errand: Errand): Promise<Outcome> => {
    const channel = channels.find((one) => one.name === name);
    const isStaged = attachmentsFor(errand, channel?.whole ?? false).every(({ id }) => bytes(id) !== null);
    if (!channel || !isStaged) {
      const { failure } = fail('Support_ChannelNotAnswering');
      return { kind: 'failed', failure, doubt: errand.inDoubt, retryAfter: null };
    }
    return channel.carry(errand, bytes);
  };
  const hold = (examined: Awaited<ReturnType<typeof examine>>): Result<Attachment> => {
    if (!examined.ok) return examined;
    staging.hold(examined.value.attachment.id, examined.value.bytes);
    return ok(examined.value.attachment);
  };
  const answer = async (request: SupportRequest): Promise<unknown> => {
    switch (request.type) {
      case 'stage':
        return staging.put(request.attachment, request.index, request.total, request.bytes);
      case 'carry':
        return carry(request.channel, request.errand);
      case 'write':
        return writeLetter(request.path, request.errand, parties, bytes);
      case 'read':
        return hold(await examineFile(request.path));
      case 'check':
        return hold(await examine(request.name, request.bytes));
      case 'piece':
        return staging.piece(request.attachment, request.index);
      case 'list':
        return portal?.reader.list(request.address, request.from) ?? noPortal;
      case 'ticket':
        return portal?.reader.ticket(request.number, request.mark) ?? noPortal;
      case 'reference':
        return portal?.reader.byReference(request.uuid) ?? noPortal;
      case 'drop':
        return staging.drop(request.attachment);
    }
  };
  return { handle: (asked) => answer(requestSchema.parse(asked)) };
});
