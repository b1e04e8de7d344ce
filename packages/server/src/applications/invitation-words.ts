import { isRightToLeft, type PingWords } from '../notices/words.ts';

interface Given { authority: string; address: string; code: string }

/** The invitation's words: no name, no kind of case. The code is useless without a login. */
const words: Record<string, (given: Given) => { title: string; body: string }> = {
  sv: ({ authority, address, code }) => ({ title: `Inbjudan från ${authority}`, body: `Någon har bett dig delta i ett ärende hos ${authority}. Gå till ${address}, logga in och skriv koden ${code}. Den gäller i 30 dagar. Väntar du inget sådant kan du bortse från detta.` }),
  en: ({ authority, address, code }) => ({ title: `Invitation from ${authority}`, body: `Somebody has asked you to take part in a case at ${authority}. Go to ${address}, log in and write the code ${code}. It works for 30 days. If you expect nothing of the kind you can ignore this.` }),
  ar: ({ authority, address, code }) => ({ title: `دعوة من \u2068${authority}\u2069`, body: `طلب منك شخص المشاركة في قضية لدى \u2068${authority}\u2069. انتقل إلى \u2068${address}\u2069 وسجّل الدخول واكتب الرمز \u2068${code}\u2069. الرمز صالح لمدة 30 يومًا. إذا لم تكن تتوقع شيئًا كهذا فيمكنك تجاهل هذه الرسالة.` }),
  uk: ({ authority, address, code }) => ({ title: `Запрошення від \u2068${authority}\u2069`, body: `Хтось попросив вас взяти участь у справі в \u2068${authority}\u2069. Відкрийте ${address}, увійдіть і впишіть код ${code}. Він діє 30 днів. Якщо ви нічого такого не чекаєте, не зважайте на цей лист.` }),
  pt: ({ authority, address, code }) => ({ title: `Convite de ${authority}`, body: `Alguém pediu que você participe de um processo em ${authority}. Abra ${address}, entre e escreva o código ${code}. Ele vale por 30 dias. Se você não espera nada disso, ignore esta mensagem.` }),
};

/** In the invited person's language as far as the inviter knew it; English where there are no words in it. */
export function invitationWords(language: string, given: Given): PingWords & { language: string } {
  const known = words[language] ? language : 'en';
  return { ...words[known]!(given), dir: isRightToLeft(known) ? 'rtl' : 'ltr', language: known };
}
