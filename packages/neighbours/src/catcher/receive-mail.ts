import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';
import type { Control } from '../shared/control.ts';
import type { Log } from '../shared/service.ts';
import type { Messages } from './messages.ts';

/** A mail server that takes every mail for anyone and delivers none (RFC 5321). One mail is kept for each recipient. */
export async function startMailServer(host: string, port: number, messages: Messages, control: Control, log: Log): Promise<{ url: string; close(): Promise<void> }> {
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'], banner: 'simulated mail catcher', disableReverseLookup: true, size: 10 * 1024 * 1024,
    onConnect(_session, done) {
      // 421: the sender is to come back later.
      done(control.state().down ? Object.assign(new Error('The mail server is down (simulated)'), { responseCode: 421 }) : null);
    },
    onData(stream, session, done) {
      keepMail(stream, session.envelope.rcptTo.map(({ address }) => address)).then(() => done(), (error: Error) => {
        log(`mail: ${error.message}`);
        done(Object.assign(error, { responseCode: 451 }));
      });
    },
  });
  server.on('error', (error) => log(`mail: ${error.message}`));

  async function keepMail(stream: NodeJS.ReadableStream, recipients: string[]): Promise<void> {
    // The parser is large and most starts never see a mail.
    const { simpleParser } = await import('mailparser');
    const mail = await simpleParser(stream as never);
    await wait(control.state().delay);
    for (const to of recipients) {
      messages.keep({
        channel: 'email', to, subject: mail.subject ?? '', text: mail.text?.trim() ?? '', from: mail.from?.text ?? '',
        attachments: mail.attachments.map(({ filename, contentType }) => filename ?? contentType),
      }, mail.messageId && `${mail.messageId} ${to}`);
    }
  }

  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    url: `smtp://${host}:${(server.server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
