/** The desk's own few words: what the machinery calls things. Staff read Swedish or English. */
const words = {
  sv: {
    'phase.offered': 'Erbjuden', 'phase.lodged': 'Ansökan inne', 'phase.decided': 'Beslutad', 'phase.appealed': 'Överklagad', 'phase.closed': 'Avslutad',
    'holder.person': 'Part', 'holder.anyone': 'Någon av parterna', 'holder.invited': 'Inbjuden, inte här ännu', 'holder.unit': 'Enhet', 'holder.staff': 'Handläggare', 'holder.partner': 'Annan myndighet eller leverantör', 'holder.robot': 'Automatiken',
    'stopped.condition': 'Något villkor är inte uppfyllt eller inte säkert. Beslutet är ditt.',
    'stopped.automation-off': 'Automatiken var inte i bruk.', 'stopped.automation-stopped': 'Reglerna ger bifall, men automatiken är stoppad av en människa: {because}', 'stopped.permit-terms': 'Reglerna gav inga giltiga villkor för tillståndet.',
    'stopped.requirement': 'En part har svarat annat än vad som krävs.', 'stopped.error': 'Reglerna kunde inte räknas ut.',
    'waiting.nothing': 'Väntar på ingenting', 'by.robot': 'Automatiken', 'by.system': 'Systemet', 'by.staff': 'Handläggare', 'by.person': 'Part', 'by.representative': 'Ombud',
    'yes': 'Ja', 'no': 'Nej', 'unnamed': 'Barn utan namn ännu', 'permit': 'Tillstånd från {from} till {to}', 'permit.permanent': 'Permanent tillstånd från {from}',
    'topic.ping': 'Avisering', 'topic.letter': 'Brev över beslut', 'topic.paper': 'Brev på papper', 'topic.partner-notice': 'Underrättelse till annan myndighet', 'topic.card-order': 'Beställning av kort', 'topic.register-lookup': 'Fråga till folkbokföringen',
    'topic.payment-look': 'Fråga till betaltjänsten', 'topic.refund': 'Återbetalning', 'topic.receipt': 'Kvitto', 'topic.appeal-received': 'Brev om att ett överklagande kommit', 'topic.appeal-forward': 'Överklagande till domstolen', 'topic.appeal-withdrawn': 'Återkallat överklagande till domstolen',
    'inbox.bad-signature': 'Underskriften stämmer inte: meddelandet är inte från den det säger.', 'inbox.unknown-persons': 'De det gäller är okända för oss.', 'inbox.not-concerned': 'Den det gäller har inget hos oss som det angår.', 'inbox.no-rulebook': 'Ingen tjänst tar emot det.',
    'inbox.malformed': 'Meddelandet går inte att läsa.', 'inbox.malformed-event': 'Meddelandet saknar något det måste ha.', 'inbox.unknown-order': 'Vi har inte beställt kortet.', 'inbox.unknown-type': 'Okänt slag av meddelande.',
    'inbox.unknown-payment': 'Vi har inte begärt betalningen.', 'inbox.other-amount': 'Ett annat belopp är betalt än vi begärt.', 'inbox.refund-not-asked': 'Pengar har gått tillbaka som vi inte bett om.', 'inbox.unknown-appeal': 'Vi känner inte till överklagandet.', 'inbox.appeal-not-with-court': 'Överklagandet ligger inte hos domstolen hos oss: återkallat, eller redan avgjort.', 'inbox.other': 'Meddelandet kunde inte hanteras ({code}).',
    'relation': '{fact}: {name}', 'card.failed': 'Kortet kunde inte göras: {problem}', 'identity.differs': 'Identiteten stämde inte. En handläggare har fått det.',
    'document': 'Dokument',
    'group.case': 'Ärendet', 'group.person': '{name} ({role})',
    'problem.outcome': 'Välj ett beslut.', 'problem.day': 'Skriv en dag som finns, år-månad-dag.', 'problem.kind': 'Välj tillståndets slag och grund.',
  },
  en: {
    'phase.offered': 'Offered', 'phase.lodged': 'Application in', 'phase.decided': 'Decided', 'phase.appealed': 'Appealed', 'phase.closed': 'Closed',
    'holder.person': 'Party', 'holder.anyone': 'Any of the parties', 'holder.invited': 'Invited, not here yet', 'holder.unit': 'Unit', 'holder.staff': 'Officer', 'holder.partner': 'Other agency or supplier', 'holder.robot': 'The automation',
    'stopped.condition': 'Some condition is not met or not certain. The decision is yours.',
    'stopped.automation-off': 'The automation was not in use.', 'stopped.automation-stopped': 'The rules say grant, but somebody has stopped the automation: {because}', 'stopped.permit-terms': 'The rules came to no valid terms for the permit.',
    'stopped.requirement': 'A party has answered otherwise than is required.', 'stopped.error': 'The rules could not be evaluated.',
    'waiting.nothing': 'Waits for nothing', 'by.robot': 'The automation', 'by.system': 'The system', 'by.staff': 'Officer', 'by.person': 'Party', 'by.representative': 'Representative',
    'yes': 'Yes', 'no': 'No', 'unnamed': 'Child not yet named', 'permit': 'Permit from {from} to {to}', 'permit.permanent': 'Permanent permit from {from}',
    'topic.ping': 'Notification', 'topic.letter': 'Letters of a decision', 'topic.paper': 'Letter on paper', 'topic.partner-notice': 'Notice to another agency', 'topic.card-order': 'Order of a card', 'topic.register-lookup': 'Question to the population register',
    'topic.payment-look': 'Question to the payment provider', 'topic.refund': 'Refund', 'topic.receipt': 'Receipt', 'topic.appeal-received': 'Letter that an appeal has come', 'topic.appeal-forward': 'Appeal to the court', 'topic.appeal-withdrawn': 'Withdrawn appeal to the court',
    'inbox.bad-signature': 'The signature does not hold: the message is not from whom it says.', 'inbox.unknown-persons': 'The people it is about are not known to us.', 'inbox.not-concerned': 'The person it is about has nothing with us that it concerns.', 'inbox.no-rulebook': 'No service takes it.',
    'inbox.malformed': 'The message cannot be read.', 'inbox.malformed-event': 'The message lacks something it must have.', 'inbox.unknown-order': 'We have not ordered the card.', 'inbox.unknown-type': 'Unknown kind of message.',
    'inbox.unknown-payment': 'We have not asked for the payment.', 'inbox.other-amount': 'Another sum is paid than we asked for.', 'inbox.refund-not-asked': 'Money has gone back that we did not ask to give back.', 'inbox.unknown-appeal': 'We know of no such appeal.', 'inbox.appeal-not-with-court': 'With us the appeal is not before the court: withdrawn, or settled already.', 'inbox.other': 'The message could not be handled ({code}).',
    'relation': '{fact}: {name}', 'card.failed': 'The card could not be made: {problem}', 'identity.differs': 'The identity did not agree. An officer has been told.',
    'document': 'Document',
    'group.case': 'The case', 'group.person': '{name} ({role})',
    'problem.outcome': 'Choose a decision.', 'problem.day': 'Write a day that exists, year-month-day.', 'problem.kind': 'Choose the kind and the ground of the permit.',
  },
} as const;

export type StaffWord = keyof (typeof words)['en'];

/** A word of the desk, in Swedish or English (for any other language of the pages). */
export function staffWord(language: string, key: StaffWord, args: Record<string, string> = {}): string {
  const text: string = words[language === 'sv' ? 'sv' : 'en'][key];
  return text.replace(/\{(\w+)\}/g, (_all, name: string) => args[name] ?? '');
}

/** The same for a key made up at run time; `otherwise` where there is none. */
export function staffWordOr(language: string, key: string, otherwise: StaffWord, args: Record<string, string> = {}): string {
  return staffWord(language, (key in words.en ? key : otherwise) as StaffWord, args);
}
