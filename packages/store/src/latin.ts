/**
 * Names in Latin letters, so that a name on file in one script is found by its spelling in another. For searching
 * alone: it is no transliteration anybody should be shown (ICAO 9303-3 has those), only the same for the same sound.
 */

const pairs = (text: string): [string, string][] => text.trim().split(/\s+/).map((pair) => {
  const [from = '', to = ''] = pair.split(':');
  return [from, to];
});

const letters = new Map<string, string>([
  ...pairs('ø:o æ:ae œ:oe ß:ss ł:l đ:d ð:d þ:th ı:i ə:e ŋ:ng'),
  // Cyrillic, as Ukrainian and Russian are written in passports
  ...pairs('а:a б:b в:v г:h ґ:g д:d е:e є:ye ж:zh з:z и:y і:i к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts ч:ch ш:sh щ:shch ъ: ы:y ь: э:e ю:yu я:ya ђ:dj ј:j љ:lj њ:nj ћ:c џ:dz қ:k ғ:g ң:n ө:o ұ:u ү:u һ:h ә:a'),
  // Arabic, with the letters of Persian, Pashto, Kurdish and Urdu; what only carries a vowel is left out
  ...pairs('ا:a ب:b ت:t ث:th ج:j ح:h خ:kh د:d ذ:dh ر:r ز:z س:s ش:sh ص:s ض:d ط:t ظ:z ع: غ:gh ف:f ق:q ک:k ك:k ل:l م:m ن:n ه:h ة:a ى:a ء: ٱ:a پ:p چ:ch ژ:zh گ:g ڤ:v ٹ:t ټ:t ڈ:d ډ:d ڑ:r ړ:r ں:n ڼ:n ہ:h ھ:h ە:e ے:e ۀ:a ۆ:o ێ:e ځ:z څ:ts ږ:zh ښ:sh'),
  ...pairs('α:a β:v γ:g δ:d ε:e ζ:z η:i θ:th ι:i κ:k λ:l μ:m ν:n ξ:x ο:o π:p ρ:r σ:s ς:s τ:t υ:y φ:f χ:kh ψ:ps ω:o'),
]);
// The semivowels of Arabic are consonants where a word begins.
const semivowels = new Map(pairs('و:w:u ي:y ی:y ې:y ۍ:y ئ:y').map(([letter]) => [letter, letter === 'و' ? ['w', 'u'] : ['y', 'i']] as const));

/** The consonants of the Ethiopic syllabary, one for each row of eight from U+1200 on; its vowels are the place in the row. */
const ethiopic = 'h l h m s r s sh q q q q b v t ch h h n ny _ k k k k w _ z zh y d d j g g g t ch p ts ts f p'.split(' ');
const ethiopicVowels = ['e', 'u', 'i', 'a', 'e', '', 'o', 'a'];

function letterOf(letter: string, first: boolean): string {
  const semivowel = semivowels.get(letter);
  if (semivowel) return semivowel[first ? 0 : 1]!;
  const known = letters.get(letter);
  if (known !== undefined) return known;
  const place = letter.codePointAt(0)! - 0x1200;
  if (place < 0 || place >= ethiopic.length * 8) return letter;
  const consonant = ethiopic[place >> 3]!;
  return `${consonant === '_' ? '' : consonant}${ethiopicVowels[place & 7]!}`;
}

/** A folded word in Latin letters; letters of other scripts stay as they are. */
export function latinOf(word: string): string {
  return [...word].map((letter, at) => letterOf(letter, at === 0)).join('');
}
