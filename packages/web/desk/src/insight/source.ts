import type { CaseSeen, Filter, PictureName, Pictures, Spot } from '../../../../mining/src/index.ts';

/** What a view knows of the look it is of. */
export interface Looked<N extends PictureName> {
  cases: number;
  picture: Pictures[N] | null;
  /** Instant of the look, in milliseconds. */
  at: number;
  tooFew?: 'people' | 'cases';
  reading?: { done: number; of: number };
}

/** A case of a list that one may open, or that is known by its name alone. */
export interface ListedCase { id: string; number: string; service?: string; waiting?: string; open: boolean; began: number; last: number; mayOpen: boolean }

export interface AttributeChoice { of: 'case' | 'event'; key: string; values: { value: string | number | boolean; name: string }[] }

/** What is chosen of a log. */
export interface Choice { filters: readonly Filter[]; spots: readonly Spot[]; all: boolean }

/** Where pictures come from: the authority's own log on the server, or a file in this browser. */
export interface PictureSource {
  /** Begins the keys of what is kept; another key, another log. */
  key: readonly unknown[];
  /** Name of an activity, a thing waited for, a holder. */
  stepName(step: string): string;
  waitingName(waiting: string): string;
  holderName(holder: string): string;
  /** Where steps stand; those that are not here are laid out. */
  places: Record<string, [number, number]>;
  attributes: AttributeChoice[];
  zone: string;
  /** Whether some activities only go along with steps and are passed over unless asked for. */
  hasAside: boolean;
  /** Pictures that can be looked at here. */
  has(name: PictureName): boolean;
  look<N extends PictureName>(name: N, choice: Choice, signal?: AbortSignal, again?: boolean): Promise<Looked<N>>;
  cases(choice: Choice, signal?: AbortSignal): Promise<{ cases: number; list: ListedCase[]; tooFew?: 'people' | 'cases' }>;
  /** Figures are to the nearest five here. */
  inFives?: boolean;
  /** Milliseconds after which a look is taken again; undefined: nothing changes here. */
  every?: number;
}

export const seenAsListed = (one: CaseSeen): ListedCase => ({ ...one, number: one.id, mayOpen: false });
