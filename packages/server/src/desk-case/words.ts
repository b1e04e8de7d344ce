/** What the desk says of facts and of deciding, in the two languages staff read. Content words come from the content. */
const words = {
  sv: {
    'stands.settled': '{who} har tagit ställning: {because}', 'stands.settled.plain': '{who} har tagit ställning.',
    'stands.differs': 'Källorna säger olika. Nu gäller det som {who} uppger.', 'stands.doubted': 'Ingen säger emot, men uppgiften från {who} räcker inte i sig.', 'stands.doubtful': 'Uppgiften från {who} är ifrågasatt.',
    'stands.compatible': 'Källorna går ihop, men säger inte lika mycket.', 'stands.same': 'Källorna säger samma sak.', 'stands.alone': 'Bara {who} uppger det.', 'stands.unknown': 'Ingen har uppgett det.',
    'why.register': 'Registret går före vad någon uppger.', 'why.document': 'Handlingen visar det.', 'why.applicant': 'Uppgiften godtas som den är lämnad.', 'why.counterpart': 'Uppgiften godtas som den är lämnad.',
    'ask.on-file': 'Finns redan: {facts}. Det som finns frågar vi inte om igen.', 'ask.nobody': 'Ingen part kan svara på: {facts}.', 'ask.asked': 'Vi har redan frågat och väntar på svar.',
    'source.own': 'Våra egna register',
    'changed.condition': '{condition}: var ”{before}”, är nu ”{now}”.', 'changed.gone': '{condition} prövas inte längre.', 'changed.new': '{condition} prövas nu: {now}.', 'changed.terms': 'Reglerna föreslår nu andra villkor för tillståndet: {terms}.', 'changed.terms.none': 'Reglerna föreslår inte längre något tillstånd.',
    'status.met': 'uppfyllt', 'status.not met': 'inte uppfyllt', 'status.unknown': 'inte känt', 'status.doubtful': 'tveksamt',
    'step.proposed': 'Förslaget går till en andra handläggare. Ingenting skickas förrän någon annan än du har sagt ja.', 'step.permit': 'Tillståndet gäller {terms} och kan inte tas tillbaka här.',
    'step.letter': 'Brev på {language} till {to}.', 'step.notice': '{partner} underrättas.', 'step.ping': 'Parterna får en avisering om att något nytt finns.', 'step.closed': 'Ärendet avslutas. Parterna kan överklaga.', 'step.questions': 'Öppna frågor till parterna stängs.',
    'terms': 'från {from} till {to}', 'terms.permanent': 'permanent från {from}', 'by.officer': 'Handläggare {id}',
  },
  en: {
    'stands.settled': '{who} has weighed it: {because}', 'stands.settled.plain': '{who} has weighed it.',
    'stands.differs': 'The sources differ. What {who} says stands now.', 'stands.doubted': 'Nobody says otherwise, but the word of {who} is not enough by itself.', 'stands.doubtful': 'What {who} says is questioned.',
    'stands.compatible': 'The sources fit together, but do not say as much.', 'stands.same': 'The sources say the same.', 'stands.alone': 'Only {who} says it.', 'stands.unknown': 'Nobody has said it.',
    'why.register': 'The register goes before what anybody states.', 'why.document': 'The document shows it.', 'why.applicant': 'Accepted as it was stated.', 'why.counterpart': 'Accepted as it was stated.',
    'ask.on-file': 'On file: {facts}. What is on file is not asked again.', 'ask.nobody': 'No party can answer: {facts}.', 'ask.asked': 'We have asked and wait for the answer.',
    'source.own': 'Our own registers',
    'changed.condition': '{condition}: was “{before}”, is now “{now}”.', 'changed.gone': '{condition} is no longer judged.', 'changed.new': '{condition} is judged now: {now}.', 'changed.terms': 'The rules now propose other terms for the permit: {terms}.', 'changed.terms.none': 'The rules propose no permit any more.',
    'status.met': 'met', 'status.not met': 'not met', 'status.unknown': 'not known', 'status.doubtful': 'in doubt',
    'step.proposed': 'The proposal goes to a second officer. Nothing is sent until somebody other than you has said yes.', 'step.permit': 'The permit holds {terms} and cannot be taken back here.',
    'step.letter': 'A letter in {language} to {to}.', 'step.notice': '{partner} is told.', 'step.ping': 'The parties get a notification that there is news.', 'step.closed': 'The case closes. The parties can appeal.', 'step.questions': 'Open questions to the parties are closed.',
    'terms': 'from {from} to {to}', 'terms.permanent': 'permanently from {from}', 'by.officer': 'Officer {id}',
  },
} as const;

export type DeskWord = keyof (typeof words)['en'];

/** A sentence of the desk, in Swedish, or in English for any other language of the pages. */
export function deskWord(language: string, key: DeskWord, args: Record<string, string> = {}): string {
  return words[language === 'sv' ? 'sv' : 'en'][key].replace(/\{(\w+)\}/g, (_all, name: string) => args[name] ?? '');
}
