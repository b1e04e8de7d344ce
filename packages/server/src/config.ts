import { resolve } from 'node:path';
import { usualRates } from './http/rate-limit.ts';
import type { Rates } from './http/rate-limit.ts';

/** Where a partner agency is, and how its messages are known to be its own. */
export interface PartnerConfig {
  /** Where its signing keys are published. */
  jwksUrl: string;
  /** `iss` of its messages. */
  issuer: string;
}

/** A neighbour that answers questions: where it is, and the key (bearer) it knows us by. */
export interface NeighbourConfig {
  url: string;
  key: string;
}

/** One way to log in: an OpenID Provider and the name we have there. */
export interface LoginConfig {
  issuer: string;
  clientId: string;
  clientSecret: string;
}

/** A login ends unused after so long, and after so long whatever happens. */
export interface SessionLimits { idleMinutes: number; absoluteHours: number }

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
  /** Where staff log in, when it is not the authority's own OpenID Provider. */
  staffLogin?: LoginConfig;
  /** The simulated key cabinet of a demonstration; none where staff have keys of their own. */
  keyCabinet?: { url: string };
  register: NeighbourConfig;
  sms: NeighbourConfig;
  email: { host: string; port: number; secure: boolean; auth?: { user: string; pass: string }; from: string };
  /** `extraOrigins`: push services besides the browsers' own. `subject`: whom a push service can write to (VAPID `sub`). */
  push: { subject: string; extraOrigins: string[] };
  /** Where letters on paper are handed in. */
  paper: { url: string };
  cards: { url: string };
  payments: NeighbourConfig;
  companies: NeighbourConfig;
  tax: NeighbourConfig;
  passports: NeighbourConfig;
  court: NeighbourConfig;
  union: NeighbourConfig;
  /** Those whose signed messages are taken, by the name in `/exchange/<name>/events`. */
  partners: Record<string, PartnerConfig>;
  session: SessionLimits;
  staffSession: SessionLimits & {
    /** For so long after using their key staff may decide; then the key is asked for again. */
    freshMinutes: number;
  };
  /** Proxies that may say from where a request came (`X-Forwarded-For`): addresses or nets. None: the connection's own address counts. */
  trustProxy: string[];
  /** How often requests of each kind may come. */
  rates: Rates;
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

  const neighbour = (name: string, port: number): NeighbourConfig => ({
    url: url(`${name}_URL`, `http://127.0.0.1:${port}`), key: text(`${name}_KEY`, `demo-${name.toLowerCase()}-key`),
  });
  const partner = (name: string, address: string): PartnerConfig => ({
    issuer: text(`${name}_ISSUER`, address), jwksUrl: url(`${name}_JWKS_URL`, `${address}/.well-known/jwks.json`),
  });

  const port = number('PORT', 3000);
  const host = text('HOST', '127.0.0.1');
  const dataDir = resolve(text('DATA_DIR', '.data'));
  const eid = url('EID_ISSUER', 'http://127.0.0.1:3101');
  const register = neighbour('REGISTER', 3102);
  const catcher = url('CATCHER_URL', 'http://127.0.0.1:3103');
  const cards = url('CARDS_URL', 'http://127.0.0.1:3105');
  const payments = neighbour('PAYMENTS', 3106);
  const companies = neighbour('COMPANIES', 3107);
  const tax = neighbour('TAX', 3108);
  const passports = neighbour('PASSPORTS', 3109);
  const court = neighbour('COURT', 3110);
  const union = neighbour('UNION', 3111);
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
    ...(env['STAFF_EID_ISSUER']?.trim() ? { staffLogin: {
      issuer: url('STAFF_EID_ISSUER', ''), clientId: text('STAFF_EID_CLIENT_ID', 'ankomst-staff'), clientSecret: text('STAFF_EID_CLIENT_SECRET', ''),
    } } : {}),
    ...(env['KEYS_URL']?.trim() ? { keyCabinet: { url: url('KEYS_URL', '') } } : {}),
    register,
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
    payments, companies, tax, passports, court, union,
    partners: {
      'population-register': partner('REGISTER', register.url),
      'card-producer': partner('CARDS', cards),
      payments: partner('PAYMENTS', payments.url),
      'company-register': partner('COMPANIES', companies.url),
      tax: partner('TAX', tax.url),
      court: partner('COURT', court.url),
      union: partner('UNION', union.url),
      // only asks: known where it says who it is
      ...(env['SOCIAL_INSURANCE_URL']?.trim() ? { 'social-insurance': partner('SOCIAL_INSURANCE', url('SOCIAL_INSURANCE_URL', '')) } : {}),
    },
    session: { idleMinutes: number('SESSION_IDLE_MINUTES', 30), absoluteHours: number('SESSION_ABSOLUTE_HOURS', 8) },
    staffSession: { idleMinutes: number('STAFF_SESSION_IDLE_MINUTES', 30), absoluteHours: number('STAFF_SESSION_ABSOLUTE_HOURS', 12), freshMinutes: number('STAFF_FRESH_MINUTES', 15) },
    trustProxy: text('TRUST_PROXY', '').split(/[ ,]+/).filter(Boolean),
    rates: usualRates,
    limits: { jsonBytes: 1_000_000, formBytes: 1_000_000, fileBytes: 15_000_000 },
    logLevel: text('LOG_LEVEL', 'warn'),
  };
}
