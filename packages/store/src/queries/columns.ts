/** How each record is read: the columns under the domain's names, instants and days as the domain writes them. */
export const columns = {
  fact: `id, subject, name, value, source, certainty, asserted_by as "assertedBy", iso(asserted_at) as "assertedAt",
    holds_from::text as "holdsFrom", evidence, asked, superseded_by as "supersededBy"`,
  event: `seq, case_seq as "caseSeq", body, hash`,
  document: `id, sha256, size, media_type as "mediaType", name, case_id as "caseId", person_id as "personId",
    uploaded_by as "uploadedBy", iso(at) as at, fact`,
  decision: `body, hash`,
  permit: `body`,
  letter: `id, case_id as "caseId", decision_id as "decisionId", letter, language, to_person_id as "toPersonId", html,
    pdf_sha256 as "pdfSha256", html_sha256 as "htmlSha256", iso(at) as at`,
  message: `id, case_id as "caseId", direction, person_id as "personId", by, text, language, iso(at) as at,
    request_id as "requestId", documents`,
  appointment: `id, case_id as "caseId", office, iso(starts_at) as "startsAt", minutes, desk, status, booked_by as "bookedBy", persons`,
  cardOrder: `id, case_id as "caseId", permit_id as "permitId", person_id as "personId", status, iso(ordered_at) as "orderedAt",
    photo_sha256 as "photoSha256", card_number as "cardNumber", problem, valid_to::text as "validTo"`,
  mandate: `id, principal, holder, scope, covers, valid_from::text as "validFrom", valid_to::text as "validTo", source, evidence,
    iso(created_at) as "createdAt", created_by as "createdBy", iso(revoked_at) as "revokedAt", revoked_by as "revokedBy"`,
  invitation: `id, case_id as "caseId", role, code_sha256 as "codeSha256", email, language, invited_by as "invitedBy", iso(at) as at,
    iso(expires_at) as "expiresAt", accepted_by as "acceptedBy", iso(accepted_at) as "acceptedAt", iso(withdrawn_at) as "withdrawnAt"`,
  payment: `id, case_id as "caseId", payer, amount::float8 as amount, currency, status, provider_id as "providerId", pay_url as "payUrl",
    iso(requested_at) as "requestedAt", iso(settled_at) as "settledAt", receipt, refund_reason as "refundReason", problem`,
  appeal: `state`,
  draft: `case_id as "caseId", person_id as "personId", answers, iso(updated_at) as "updatedAt"`,
  outbox: `id, key, topic, case_id as "caseId", payload, state, iso(created_at) as "createdAt", iso(due_at) as "dueAt", attempts,
    problem, iso(done_at) as "doneAt"`,
} as const;

/** An array of records inside one row, so that a whole case comes in one round trip. */
export const list = (record: keyof typeof columns, fromWhere: string, order: string): string =>
  `(select coalesce(json_agg(r), '[]') from (select ${columns[record]} from ${fromWhere} order by ${order}) r)`;

/** A record without its empty optional fields; `keep` names those where null is a value. */
export function record<Shape>(row: object, keep: readonly string[] = []): Shape {
  return Object.fromEntries(Object.entries(row).filter(([key, value]) => value !== null || keep.includes(key))) as Shape;
}
export const records = <Shape>(rows: readonly object[], keep?: readonly string[]): Shape[] => rows.map((row) => record<Shape>(row, keep));
