import { randomUUID } from 'node:crypto';
import type { Control } from '../shared/control.ts';
import { ServiceError } from '../shared/errors.ts';
import type { Collection } from '../shared/store.ts';

export type Channel = 'email' | 'sms' | 'push' | 'letter';

export type Message = {
  id: string;
  channel: Channel;
  /** E-mail address, phone number, device id, or name and place. */
  to: string;
  subject?: string;
  text: string;
  /** ISO 8601 */
  at: string;
  /** Push: the payload as the device's page script would get it. */
  payload?: unknown;
  /** Push: urgency and topic (RFC 8030). */
  urgency?: string;
  topic?: string;
  /** Letter: lines of the address, and where the PDF is. */
  address?: string[];
  pdf?: string;
  /** E-mail: sender and names of attachments. */
  from?: string;
  attachments?: string[];
  /** Why the message could not be shown as it should. */
  problem?: string;
};

export type Messages = {
  /**
   * Keeps a message once for each channel and sender's id.
   * @returns the message kept, and whether it was here already
   * @throws ServiceError 409 the same id with another content
   */
  keep(message: Omit<Message, 'id' | 'at'>, senderId?: string): { message: Message; again: boolean };
  /** Newest first. */
  list(filter: { to?: string | undefined; channel?: string | undefined; since?: string | undefined }): Message[];
};

export function createMessages(kept: Collection<Message>, control: Control, clock: () => Date): Messages {
  return {
    keep(content, senderId) {
      const id = senderId ? `${content.channel}-${senderId}` : `${content.channel}-${randomUUID()}`;
      const before = kept.get(id);
      if (before) {
        if (before.to !== content.to || before.text !== content.text) {
          throw new ServiceError(409, 'id-taken', `Another message was sent with the id ${senderId}.`, 'Give each message an id of its own; repeat a message with the same content only.');
        }
        return { message: before, again: true };
      }
      const message: Message = { id, ...content, at: clock().toISOString() };
      kept.put(id, message);
      // A careless carrier delivers twice; the receiver sees both.
      if (control.state().duplicate) kept.put(`${id}-again`, { ...message, id: `${id}-again` });
      return { message, again: false };
    },
    list: ({ to, channel, since }) => kept.all().filter((message) =>
      (!to || message.to.toLowerCase().includes(to.toLowerCase()))
      && (!channel || message.channel === channel)
      && (!since || message.at > since)).reverse(),
  };
}
