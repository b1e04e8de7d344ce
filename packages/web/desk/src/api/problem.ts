/** What the server answers when something cannot be done (RFC 9457), or what the app says itself when it gets no answer. */
export interface ProblemAnswer {
  /** A stable code, or `offline` / `slow` where the server did not answer. */
  code: string;
  status: number;
  /** A sentence for the person, in their language. */
  title: string;
  /** What to do about it. */
  recover?: string;
  detail?: Record<string, unknown>;
  requestId?: string;
}

/** A request that was not done. `title` and `recover` are words for the person; `detail` what the view may show more. */
export class ApiProblem extends Error implements ProblemAnswer {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly recover: string | undefined;
  readonly detail: Record<string, unknown>;
  readonly requestId: string | undefined;
  constructor({ code, status, title, recover, detail = {}, requestId }: ProblemAnswer) {
    super(title || code);
    this.name = 'ApiProblem';
    this.code = code;
    this.status = status;
    this.title = title || code;
    this.recover = recover;
    this.detail = detail;
    this.requestId = requestId;
  }

  /** Nobody answered: what was asked may be asked again. */
  get unanswered(): boolean { return this.status === 0; }
}

/** Reads an answer that is not a success. A proxy's page instead of ours becomes `internal`. */
export async function problemOf(answer: Response): Promise<ApiProblem> {
  const body = await answer.json().catch(() => ({})) as Partial<ProblemAnswer>;
  return new ApiProblem({ code: 'internal', title: '', ...body, status: answer.status });
}
