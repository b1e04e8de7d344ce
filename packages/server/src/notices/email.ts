import { createTransport } from 'nodemailer';
import { failure, type Sent } from './channel.ts';
import type { PingWords } from './words.ts';

export interface EmailConfig {
  host: string;
  port: number;
  secure: boolean;
  auth?: { user: string; pass: string };
  /** Sender's address. */
  from: string;
}

export interface Mailer {
  send(to: string, words: PingWords & { language: string }, id: string): Promise<Sent>;
  close(): void;
}

/** Sends pings by SMTP over a few kept connections. `id` becomes the Message-ID, so that a mailbox sees a repeat as the same letter. */
export function createMailer(config: EmailConfig): Mailer {
  const domain = config.from.split('@').at(-1)?.replace('>', '') ?? 'localhost';
  const transport = createTransport({
    host: config.host, port: config.port, secure: config.secure, auth: config.auth,
    pool: true, maxConnections: 3, connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 10_000,
  });
  return {
    async send(to, words, id) {
      try {
        await transport.sendMail({
          from: config.from, to: { name: '', address: to }, subject: words.title, text: `${words.body}\n`,
          messageId: `<${id.replace(/[^\w.-]/g, ".")}@${domain}>`,
          headers: { 'Content-Language': words.language, 'Auto-Submitted': 'auto-generated' },
        });
        return { channel: 'email', status: 'sent' };
      } catch (error) {
        const code = (error as { responseCode?: number }).responseCode;
        if (code !== undefined && code >= 500) return { channel: 'email', status: 'failed', why: `SMTP ${code}`, again: false };
        return failure('email', error);
      }
    },
    close: () => transport.close(),
  };
}
