import { Type, type Static } from 'typebox';
import type { QueueFigures } from './queue-figures.ts';

const stage = Type.Union([Type.Literal('lodged'), Type.Literal('complete')], { description: 'From when days are counted: the application sent, or complete' });
const few = 'null where fewer than five cases stand behind it';

/** The open data, as it is published and described. */
export const ExpectedTimes = Type.Object({
  computedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()], { description: 'When the times were last worked out' }),
  method: Type.String({ description: 'How the figures are made' }),
  kinds: Type.Array(Type.Object({
    service: Type.String({ description: 'Service, as in the addresses of its pages' }),
    kind: Type.String({ description: 'Kind of case within the service (first, extension …); empty where it has none' }),
    waiting: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()], { description: `Cases waiting for a decision; ${few}` }),
    times: Type.Array(Type.Object({
      from: stage,
      half: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()], { description: `Days within which half of the cases are decided (p50); ${few}, or where the past does not reach so far` }),
      most: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()], { description: `Days within which nine of ten are decided (p90); ${few}, or where the past does not reach so far` }),
      decisions: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()], { description: `Decisions in the past year; ${few}` }),
    })),
    errors: Type.Array(Type.Object({
      from: stage,
      judged: Type.Integer({ minimum: 5, description: 'Answers given to cases whose outcome the past 30 days showed' }),
      kept: Type.Integer({ minimum: 0, description: 'Of these, decided by the p90 day that was told' }),
      medianDays: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()], { description: 'Median of the days between the p50 day that was told and the decision' }),
    })),
    ages: Type.Array(Type.Object({
      from: Type.Integer({ minimum: 0 }), to: Type.Union([Type.Integer(), Type.Null()]), cases: Type.Integer({ minimum: 5 }),
    }), { description: 'Waiting cases by whole days waited; neighbouring steps are joined until each holds five' }),
  })),
});

const method = 'Kaplan-Meier estimate over the cases open at some time of the past 365 days, with delayed entry of older cases; open cases and those ended without a decision are censored.';

export const openData = (figures: QueueFigures): Static<typeof ExpectedTimes> => ({ computedAt: figures.computedAt, method, kinds: figures.kinds });

/** Columns of the table; the interface description names them. */
export const csvColumns = ['service', 'kind', 'counted_from', 'p50_days', 'p90_days', 'decisions', 'waiting', 'answers_judged', 'answers_kept', 'median_error_days'] as const;

/** The times as a table (RFC 4180): one row per kind and from when it is counted; an empty cell is too few or unknown. */
export function openDataCsv({ kinds }: QueueFigures): string {
  const rows = kinds.flatMap((kind) => kind.times.map((time) => {
    const error = kind.errors.find((one) => one.from === time.from);
    return [kind.service, kind.kind, time.from, time.half, time.most, time.decisions, kind.waiting, error?.judged, error?.kept, error?.medianDays];
  }));
  return [csvColumns, ...rows].map((row) => row.map((cell) => quoted(cell ?? '')).join(',')).join('\r\n') + '\r\n';
}

const quoted = (cell: string | number): string => (/[",\r\n]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : String(cell));
