/** What the machinery calls purposes, looks and outcomes, in the two languages staff read. What permits and forbids is said by the policies. */
const words = {
  sv: {
    'purpose.handling': 'Handläggning', 'purpose.supervision': 'Uppföljning av enheten', 'purpose.audit': 'Granskning', 'purpose.quality': 'Kvalitetsbedömning', 'purpose.break-glass': 'Brutet glas',
    'purpose.own-case': 'Eget ärende', 'purpose.on-behalf': 'Ombud', 'purpose.visit': 'Besök', 'purpose.partner': 'Lämnat till annan myndighet', 'purpose.none': 'Inget ändamål',
    'what.staff-case': 'Öppnade ärendet', 'what.case-looks': 'Såg vilka som har tittat', 'what.break-glass': 'Bröt glaset', 'what.staff-file': 'Öppnade ett dokument', 'what.clerk-day': 'Dagens besök',
    'what.decision-record': 'Läste beslutet i dess handlingar', 'what.replay-decision': 'Räknade om beslutet', 'what.sealed-notes': 'Förseglade anteckningar', 'what.list-open-cases': 'En lista över ärenden', 'what.desk-live': 'Hade ärendet öppet', 'what.request-information': 'Ställde en fråga', 'what.assign-case': 'Tog eller lämnade ärendet', 'what.note-case': 'Skrev en anteckning', 'what.propose-decision': 'Föreslog eller fattade beslut', 'what.approve-decision': 'Godkände beslut', 'what.seal-note': 'Skrev en förseglad anteckning', 'what.staff-preview': 'Läste förslaget', 'what.mark-protected': 'Märkte någon som skyddad', 'what.own': 'Sin egen del av ärendet', 'what.other': 'En del av ärendet',
    'who.person': 'Part', 'who.representative': 'Ombud för en part', 'who.partner': 'Annan myndighet eller leverantör', 'who.robot': 'Automatiken', 'who.system': 'Systemet', 'who.staff': 'Handläggare {id}',
    'refused.other-unit': 'Annan enhets ärende', 'refused.no-rule': 'Ingen regel tillåter det', 'refused.not-a-party': 'Inte part', 'refused.role-may-not': 'Rollen i ärendet får inte detta', 'refused.engine-failed': 'Reglerna kunde inte prövas',
    'outcome.granted': 'Bifall', 'outcome.refused': 'Avslag', 'outcome.dismissed': 'Avvisning',
    'status.met': 'uppfyllt', 'status.not met': 'inte uppfyllt', 'status.unknown': 'inte känt', 'status.doubtful': 'osäkert',
    'source.applicant': 'Part', 'source.document': 'Dokument', 'source.register': 'Register', 'source.officer': 'Handläggare', 'source.partner': 'Annan myndighet',
    'date.application': 'Ansökan', 'date.decision': 'Beslut', 'date.event': 'Händelse', 'about.case': 'Ärendet', 'about.person': 'Någon i ett ärende', 'protected': 'Skyddad identitet',
    'role.officer': 'Handläggare', 'role.approver': 'Andra handläggare', 'role.leader': 'Chef', 'role.protected': 'Utsedda för skyddade personer', 'role.auditor': 'Revisor', 'role.ombudsman': 'Ombudsman', 'role.clerk': 'Servicecenter',
  },
  en: {
    'purpose.handling': 'Handling', 'purpose.supervision': 'Following up the unit', 'purpose.audit': 'Audit', 'purpose.quality': 'Assessing quality', 'purpose.break-glass': 'Broken glass',
    'purpose.own-case': 'Own case', 'purpose.on-behalf': 'Representative', 'purpose.visit': 'Visit', 'purpose.partner': 'Told to another agency', 'purpose.none': 'No purpose',
    'what.staff-case': 'Opened the case', 'what.case-looks': 'Saw who has looked', 'what.break-glass': 'Broke the glass', 'what.staff-file': 'Opened a document', 'what.clerk-day': 'The day’s visits',
    'what.decision-record': 'Read the decision’s record', 'what.replay-decision': 'Computed the decision again', 'what.sealed-notes': 'Sealed notes', 'what.list-open-cases': 'A list of cases', 'what.desk-live': 'Had the case open', 'what.request-information': 'Asked a question', 'what.assign-case': 'Took or left the case', 'what.note-case': 'Wrote a note', 'what.propose-decision': 'Proposed or decided', 'what.approve-decision': 'Approved a decision', 'what.seal-note': 'Wrote a sealed note', 'what.staff-preview': 'Read the proposal', 'what.mark-protected': 'Marked somebody as protected', 'what.own': 'Their own part of the case', 'what.other': 'A part of the case',
    'who.person': 'Party', 'who.representative': 'Representative of a party', 'who.partner': 'Other agency or supplier', 'who.robot': 'The automation', 'who.system': 'The system', 'who.staff': 'Officer {id}',
    'refused.other-unit': 'Another unit’s case', 'refused.no-rule': 'No rule permits it', 'refused.not-a-party': 'Not a party', 'refused.role-may-not': 'The role in the case may not', 'refused.engine-failed': 'The rules could not be evaluated',
    'outcome.granted': 'Granted', 'outcome.refused': 'Refused', 'outcome.dismissed': 'Dismissed',
    'status.met': 'met', 'status.not met': 'not met', 'status.unknown': 'not known', 'status.doubtful': 'in doubt',
    'source.applicant': 'Party', 'source.document': 'Document', 'source.register': 'Register', 'source.officer': 'Officer', 'source.partner': 'Other agency',
    'date.application': 'Application', 'date.decision': 'Decision', 'date.event': 'Event', 'about.case': 'The case', 'about.person': 'Somebody in a case', 'protected': 'Protected identity',
    'role.officer': 'Officers', 'role.approver': 'Second officers', 'role.leader': 'Leader', 'role.protected': 'Named for protected people', 'role.auditor': 'Auditor', 'role.ombudsman': 'Ombudsman', 'role.clerk': 'Service centre',
  },
} as const;

export type AccessWord = keyof (typeof words)['en'];

/** A word of who may see what, in Swedish, or in English for any other language of the pages. */
export function accessWord(language: string, key: AccessWord, args: Record<string, string> = {}): string {
  return words[language === 'sv' ? 'sv' : 'en'][key].replace(/\{(\w+)\}/g, (_all, name: string) => args[name] ?? '');
}

/** The same, or another word where there is none of that key. */
export function accessWordOr(language: string, key: string, other: AccessWord, args: Record<string, string> = {}): string {
  return accessWord(language, key in words.en ? key as AccessWord : other, args);
}
