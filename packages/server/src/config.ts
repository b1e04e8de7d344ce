import { resolve } from 'node:path';

/** Where a partner agency is, and how its messages are known to be its own. */
export interface PartnerConfig {
  /** Where its signing keys are published. */
  jwksUrl: string;
  /** `iss` of its messages. */
  issuer: string;
}

/** One way to log in: an OpenID Provider and the name we have there. */
export interface LoginConfig {
  issuer: string;
  clientId: string;
  clientSecret: string;
}

/** All that differs between one installation and the next. Everything has a default that fits a developer's machine. */
export interface Config {
  host: string;
  port: number;
  /** The address people type: the only host name answered to. */
  publicUrl: URL;
  /** Database, documents and keys live here unless said otherwise. */
  dataDir: string;
  /** A PostgreSQL server; without it the embedded one under `dataDir`. */
  databaseUrl?: string;
  contentDir: string;
  login: LoginConfig;
  staffLogin: LoginConfig;
  register: { url: string; key: string };
  sms: { url: string; key: string };
  email: { host: string; port: number; secure: boolean; auth?: { user: string; pass: string }; from: string };
  /** `extraOrigins`: push services besides the browsers' own. `subject`: whom a push service can write to (VAPID `sub`). */
  push: { subject: string; extraOrigins: string[] };
  /** Where letters on paper are handed in. */
  paper: { url: string };
  cards: { url: string };
  partners: Record<string, PartnerConfig>;
  session: { idleMinutes: number; absoluteHours: number };
  limits: { jsonBytes: number; formBytes: number; fileBytes: number };
  logLevel: string;
}

/** A setting that cannot be meant. The message names the variable. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const withoutSlash = (url: string): string => url.replace(/\/+$/, '');

/**
 * The configuration out of the environment. Unset means the default; a value that
 * cannot be meant (a port that is no number) throws ConfigError at start, with the variable's name.
 */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const text = (name: string, otherwise: string): string => env[name]?.trim() || otherwise;
  const number = (name: string, otherwise: number): number => {
    const value = Number(text(name, String(otherwise)));
    if (!Number.isFinite(value) || value < 0) throw new ConfigError(`${name} must be a number, not "${env[name]}"`);
    return value;
  };
  const url = (name: string, otherwise: string): string => {
    const value = text(name, otherwise);
    if (!URL.canParse(value)) throw new ConfigError(`${name} must be an address such as ${otherwise}, not "${value}"`);
    return withoutSlash(value);
  };

  const port = number('PORT', 3000);
  const host = text('HOST', '127.0.0.1');
  const dataDir = resolve(text('DATA_DIR', '.data'));
  const eid = url('EID_ISSUER', 'http://127.0.0.1:3101');
  const register = url('REGISTER_URL', 'http://127.0.0.1:3102');
  const catcher = url('CATCHER_URL', 'http://127.0.0.1:3103');
  const cards = url('CARDS_URL', 'http://127.0.0.1:3105');
  const smtp = new URL(url('SMTP_URL', 'smtp://127.0.0.1:3104'));
  return {
    host,
    port,
    publicUrl: new URL(url('PUBLIC_URL', `http://127.0.0.1:${port}`)),
    dataDir,
    databaseUrl: env['DATABASE_URL']?.trim() || undefined,
    contentDir: resolve(text('CONTENT_DIR', 'content/sweden')),
    login: {
      issuer: eid,
      clientId: text('EID_CLIENT_ID', 'ankomst'),
      clientSecret: text('EID_CLIENT_SECRET', 'demo-ankomst-secret'),
    },
    staffLogin: {
      issuer: url('STAFF_EID_ISSUER', eid),
      clientId: text('STAFF_EID_CLIENT_ID', 'ankomst-staff'),
      clientSecret: text('STAFF_EID_CLIENT_SECRET', 'demo-ankomst-staff-secret'),
    },
    register: { url: register, key: text('REGISTER_KEY', 'demo-register-key') },
    sms: { url: url('SMS_URL', `${catcher}/sms`), key: text('SMS_KEY', 'demo-catcher-key') },
    email: {
      host: smtp.hostname,
      port: Number(smtp.port || (smtp.protocol === 'smtps:' ? 465 : 25)),
      secure: smtp.protocol === 'smtps:',
      auth: smtp.username ? { user: decodeURIComponent(smtp.username), pass: decodeURIComponent(smtp.password) } : undefined,
      from: text('EMAIL_FROM', 'Ankomst <no-reply@ankomst.example>'),
    },
    push: {
      subject: text('PUSH_CONTACT', 'mailto:drift@ankomst.example'),
      extraOrigins: text('PUSH_ORIGINS', new URL(catcher).origin).split(/[ ,]+/),
    },
    paper: { url: url('LETTERS_URL', `${catcher}/letters`) },
    cards: { url: cards },
    partners: {
      'population-register': {
        issuer: text('REGISTER_ISSUER', register),
        jwksUrl: url('REGISTER_JWKS_URL', `${register}/.well-known/jwks.json`),
      },
      'card-producer': {
        issuer: text('CARDS_ISSUER', cards),
        jwksUrl: url('CARDS_JWKS_URL', `${cards}/.well-known/jwks.json`),
      },
    },
    session: { idleMinutes: number('SESSION_IDLE_MINUTES', 30), absoluteHours: number('SESSION_ABSOLUTE_HOURS', 8) },
    limits: { jsonBytes: 1_000_000, formBytes: 1_000_000, fileBytes: 15_000_000 },
    logLevel: text('LOG_LEVEL', 'warn'),
  };
}
